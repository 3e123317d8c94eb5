package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.money.Rate;

/** A tier begins just above {@code from} (the first at 0) and ends where the next one begins, that bound included. */
public record Tier(Fraction from, Rate rate, Money fee) {

    public Tier {
        if (from.signum() < 0) {
            throw new IllegalArgumentException("a tier cannot begin at " + from + ", which is below 0");
        }
        Prices.requireNotNegative("rate", rate);
        if (fee.signum() < 0 || !fee.currency().equals(rate.currency())) {
            throw new IllegalArgumentException(
                    "the fee of a tier is " + fee + ", it must not be negative and be in " + rate.currency());
        }
    }
}
