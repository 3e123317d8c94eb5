package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import java.util.function.Function;

/** What all models do alike: pricing a quantity at a rate and saying so. */
final class Prices {

    private Prices() {}

    static Amount priced(String what, Fraction quantity, Rate rate, Steps steps) {
        return priced(what, quantity, rate, Rate::toString, steps);
    }

    /** {@code words} puts the rate into words for the step. */
    static Amount priced(String what, Fraction quantity, Rate rate, Function<Rate, String> words, Steps steps) {
        Amount amount = rate.of(quantity);
        if (steps.wanted() && !quantity.isZero()) {
            steps.add(new Step(what, quantity, words.apply(rate), amount));
        }
        return amount;
    }

    /** A rate in words where it is a share: 2.90 USD per 100 is {@code 2.9 %}. */
    static String percent(Rate rate) {
        return rate.unitPrice().times(Fraction.of(100)) + " %";
    }

    static void requireNotNegative(String field, Rate rate) {
        if (rate.price().signum() < 0) {
            throw new IllegalArgumentException(field + " is " + rate + ", a price must not be negative");
        }
    }
}
