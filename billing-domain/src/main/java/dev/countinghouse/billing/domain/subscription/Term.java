package dev.countinghouse.billing.domain.subscription;

import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import java.time.Instant;

/**
 * From {@code from} until the next term, the subscription is on this plan version.
 *
 * @param quantity how many times the plan is taken (seats, packs): multiplies its fees and allowances
 * @param cycle the usage periods; a new cycle begins a new period
 * @param trial nothing is charged, the trial's allowances hold
 */
public record Term(PlanVersionId plan, long quantity, Instant from, BillingCycle cycle, boolean trial) {

    public Term {
        if (quantity < 1) {
            throw new IllegalArgumentException(
                    "quantity of plan " + plan + " is " + quantity + ", it must be at least 1");
        }
    }
}
