package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.util.OptionalLong;
import java.util.SortedSet;

/** Everything that may happen to a running subscription. All of it takes effect now or at the end of a period. */
public interface ChangeSubscription {

    default SubscriptionChange change(SubscriptionId subscription, Step step) {
        return change(subscription, step, OptionalLong.empty());
    }

    /**
     * @param revision the one the step was decided on
     * @throws StaleVersionException with nothing changed, if it has another by now
     */
    SubscriptionChange change(SubscriptionId subscription, Step step, OptionalLong revision);

    /** What {@code change} would answer and what the next invoice would be, without doing it. */
    SubscriptionPreview preview(SubscriptionId subscription, Step step);

    enum When {
        NOW,
        PERIOD_END
    }

    sealed interface Step {

        /** To the current version of a plan, which may be the one it has: that changes quantity or version. */
        record ToPlan(PlanKey plan, long quantity, When when) implements Step {}

        record DropScheduledChange() implements Step {}

        /** @param creditUnused for {@code NOW}: whether fees for the time after the end are credited */
        record Cancel(When when, boolean creditUnused) implements Step {}

        /** Takes back a cancellation that has not taken effect, or ends a pause. */
        record Resume() implements Step {}

        record Pause() implements Step {}

        /** Has overage of exactly these meters refused instead of charged. */
        record CapOverage(SortedSet<MeterKey> meters) implements Step {}
    }
}
