package dev.countinghouse.billing.domain.subscription;

import java.util.function.Function;

/** The outcome of asking a subscription to change: the changed subscription, or why its state does not allow it. */
public sealed interface SubscriptionChange {

    <T> T fold(Function<Subscription, T> changed, Function<String, T> refused);

    record Changed(Subscription subscription) implements SubscriptionChange {
        @Override
        public <T> T fold(Function<Subscription, T> changed, Function<String, T> refused) {
            return changed.apply(subscription);
        }
    }

    record Refused(String reason) implements SubscriptionChange {
        @Override
        public <T> T fold(Function<Subscription, T> changed, Function<String, T> refused) {
            return refused.apply(reason);
        }
    }
}
