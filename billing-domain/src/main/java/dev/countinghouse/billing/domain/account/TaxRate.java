package dev.countinghouse.billing.domain.account;

import dev.countinghouse.billing.domain.Key;
import dev.countinghouse.billing.domain.money.Fraction;

/** A tax an account is charged, on top of the price, in percent: 19 is 19 %. Which taxes apply is for the host to know. */
public record TaxRate(String key, String name, Fraction percent) implements Comparable<TaxRate> {

    public TaxRate {
        Key.require("tax rate", key);
        if (percent.signum() < 0 || percent.compareTo(Fraction.of(100)) > 0) {
            throw new IllegalArgumentException(
                    "tax rate " + key + " is " + percent + " %, it must be between 0 and 100");
        }
    }

    @Override
    public int compareTo(TaxRate other) {
        return key.compareTo(other.key);
    }
}
