package dev.countinghouse.billing.domain.subscription;

import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.time.Instant;
import java.util.Optional;

/** Why a subscription cannot take a plan at an instant. */
final class Obstacles {

    private Obstacles() {}

    static Optional<String> toChange(Subscription subscription, PlanVersion to, Instant at) {
        SubscriptionState state = subscription.state(at);
        if (state instanceof SubscriptionState.Canceled
                || state instanceof SubscriptionState.Paused
                || state instanceof SubscriptionState.Pending) {
            return Optional.of("it is " + state.name() + ", only a running subscription can change its plan");
        }
        if (state instanceof SubscriptionState.Restricted restricted) {
            return Optional.of("it is restricted since " + restricted.since() + ": pay what is due first");
        }
        if (subscription.role() != to.role()) {
            return Optional.of("plan " + to.id().plan() + " is "
                    + (to.role() == PlanVersion.Role.MAIN ? "a main plan" : "an add-on") + ", the subscription is not");
        }
        if (to.role() == PlanVersion.Role.ADD_ON
                && !to.usageInterval().equals(subscription.termAt(at).cycle().interval())) {
            return Optional.of("add-on " + to.id().plan() + " totals usage every " + to.usageInterval()
                    + ", the main subscription every "
                    + subscription.termAt(at).cycle().interval());
        }
        if (subscription.ending().isPresent()) {
            return Optional.of(
                    "it is canceled as of " + subscription.ending().get().at() + ", resume it first");
        }
        return Optional.empty();
    }
}
