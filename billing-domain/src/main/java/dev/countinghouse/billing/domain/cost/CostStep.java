package dev.countinghouse.billing.domain.cost;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;

/**
 * One line of the explanation of a cost: what was left of a kind's count after its separately priced parts were taken
 * out, and what that was charged.
 */
public record CostStep(UsageKind kind, long count, Rate rate) {

    public Amount amount() {
        return rate.of(Fraction.of(count));
    }

    @Override
    public String toString() {
        return count + " " + kind.countName() + " at " + rate + " = " + amount();
    }
}
