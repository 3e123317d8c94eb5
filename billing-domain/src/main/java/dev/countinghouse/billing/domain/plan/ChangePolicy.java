package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.period.Proration;

/**
 * What a change to (or away from) a plan in mid-period does.
 *
 * @param proration how the part of a fee is measured
 */
public record ChangePolicy(AllowanceOnChange allowance, Proration proration) {

    public static final ChangePolicy STANDARD = new ChangePolicy(AllowanceOnChange.CARRY, Proration.SECOND);

    /** How the allowances and tiers of the new plan meet the usage there was before the change. */
    public enum AllowanceOnChange {
        /**
         * The full allowance and the tiers apply to the period's total: usage before the change is never priced again,
         * later usage is overage only beyond the larger of the allowance and what was already used.
         */
        CARRY,
        /** The counting begins anew: full allowance, first tier. */
        RESTART,
        /** The counting begins anew with the share of allowance and tiers that the segment has of the period. */
        PRORATE
    }
}
