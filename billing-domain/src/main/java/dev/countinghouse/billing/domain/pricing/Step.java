package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;

/** One step of a rating: so much of this, at that price, makes this exact amount. The steps of a line add up to it. */
public record Step(String what, Fraction quantity, String price, Amount amount) {

    @Override
    public String toString() {
        return what + ": " + quantity + " × " + price + " = " + amount;
    }
}
