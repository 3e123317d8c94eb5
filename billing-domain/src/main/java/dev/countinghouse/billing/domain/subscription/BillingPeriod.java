package dev.countinghouse.billing.domain.subscription;

import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.period.Period;

/**
 * A usage period of a subscription.
 *
 * @param whole the period as the cycle has it: what shares and time-weighted averages are measured against
 * @param actual the part of it that the subscription lasted: shorter where it began, ended or changed its cycle in between
 * @param index the number of the whole period in its cycle
 */
public record BillingPeriod(BillingCycle cycle, long index, Period whole, Period actual) {

    /** Fees for several usage periods fall due at the first of them. */
    public boolean startsFeePeriod(long usagePeriodsPerFee) {
        return Math.floorMod(index, usagePeriodsPerFee) == 0;
    }

    /** The fee period that this usage period lies in. */
    public Period feePeriod(long usagePeriodsPerFee) {
        long first = index - Math.floorMod(index, usagePeriodsPerFee);
        return new Period(cycle.boundary(first), cycle.boundary(first + usagePeriodsPerFee));
    }
}
