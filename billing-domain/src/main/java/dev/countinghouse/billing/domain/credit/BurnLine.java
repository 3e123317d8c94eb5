package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;

/**
 * What is burnt for: a charge of a plan in a billing period.
 *
 * @param main the subscription whose billing period it is
 * @param period when that began
 * @param subscription the one that has the plan: the main one or an add-on
 */
public record BurnLine(
        SubscriptionId main, Instant period, SubscriptionId subscription, PlanVersionId plan, String charge) {

    public boolean belongsTo(SubscriptionId mainSubscription) {
        return main.equals(mainSubscription);
    }

    /** As an entry names it. */
    public String text() {
        return subscription + "/" + plan.plan() + "/" + plan.version() + "/" + charge + "/" + period;
    }
}
