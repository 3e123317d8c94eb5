package dev.countinghouse.billing.domain.cost;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import java.time.LocalDate;
import java.util.Currency;

/** From a date on, one major unit of {@code from} is worth {@code rate} major units of {@code to}. */
public record ExchangeRate(Currency from, Currency to, LocalDate since, Fraction rate) {

    public ExchangeRate {
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException(
                    "the rate from " + from + " to " + to + " is " + rate + ", it must be above 0");
        }
    }

    public Amount convert(Amount amount) {
        if (!amount.currency().equals(from)) {
            throw new IllegalArgumentException("cannot convert " + amount + " at a rate from " + from);
        }
        return new Amount(amount.value().times(rate), to);
    }
}
