package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;

/** What all models do alike: pricing a quantity at a rate and saying so. */
final class Prices {

    private Prices() {}

    static Amount priced(String what, Fraction quantity, Rate rate, Steps steps) {
        Amount amount = rate.of(quantity);
        if (steps.wanted() && !quantity.isZero()) {
            steps.add(new Step(what, quantity, rate.toString(), amount));
        }
        return amount;
    }

    static void requireNotNegative(String field, Rate rate) {
        if (rate.price().signum() < 0) {
            throw new IllegalArgumentException(field + " is " + rate + ", a price must not be negative");
        }
    }
}
