package dev.countinghouse.billing.domain.budget;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.quota.Thresholds;

/**
 * What has become of a budget.
 *
 * @param window the time it is about
 * @param spent exact; below 0 where usage was corrected that was charged before the window
 * @param thresholds that are told of: the budget's own or the account's
 */
public record BudgetState(Budget budget, Period window, Amount spent, Thresholds thresholds) {

    public Amount limit() {
        return budget.amount().exact();
    }

    /** 0 once it is used up. */
    public Amount remaining() {
        return limit().minus(spent).max(Amount.zero(spent.currency()));
    }

    public Fraction percent() {
        return spent.value().times(Fraction.of(100)).dividedBy(limit().value());
    }

    public boolean isUsedUp() {
        return spent.compareTo(limit()) >= 0;
    }
}
