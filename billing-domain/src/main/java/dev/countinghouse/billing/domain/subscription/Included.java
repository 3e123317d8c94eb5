package dev.countinghouse.billing.domain.subscription;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import java.util.Optional;

/**
 * What one source includes of a meter in a segment.
 *
 * @param phase of the plan, where its allowance replaces the plan's own
 * @param addOn the add-on it comes with; empty for the main plan
 * @param each what is included once
 * @param quantity how many times the plan is taken
 * @param share the part of it that is left after a change that prorates
 */
public record Included(
        PlanVersionId plan,
        Optional<String> phase,
        Optional<SubscriptionId> addOn,
        Allowance each,
        long quantity,
        Fraction share) {

    public Allowance total() {
        return each.times(share.times(Fraction.of(quantity)));
    }
}
