package dev.countinghouse.billing.domain.subscription;

import java.time.Instant;

/** What a subscription is at an instant. */
public sealed interface SubscriptionState {

    /** The name used in APIs. */
    String name();

    /** Whether usage may be admitted at all. */
    boolean admitsUsage();

    /** It will start later. */
    record Pending(Instant from) implements SubscriptionState {
        @Override
        public String name() {
            return "pending";
        }

        @Override
        public boolean admitsUsage() {
            return false;
        }
    }

    record Trialing(Instant until) implements SubscriptionState {
        @Override
        public String name() {
            return "trialing";
        }

        @Override
        public boolean admitsUsage() {
            return true;
        }
    }

    record Active() implements SubscriptionState {
        @Override
        public String name() {
            return "active";
        }

        @Override
        public boolean admitsUsage() {
            return true;
        }
    }

    /** An invoice is unpaid. Payment is tried again, and nothing is restricted yet. */
    record PastDue(Instant since) implements SubscriptionState {
        @Override
        public String name() {
            return "past_due";
        }

        @Override
        public boolean admitsUsage() {
            return true;
        }
    }

    /** An invoice has been unpaid for too long. */
    record Restricted(Instant since) implements SubscriptionState {
        @Override
        public String name() {
            return "restricted";
        }

        @Override
        public boolean admitsUsage() {
            return false;
        }
    }

    record Paused(Instant since) implements SubscriptionState {
        @Override
        public String name() {
            return "paused";
        }

        @Override
        public boolean admitsUsage() {
            return false;
        }
    }

    record Canceled(Instant at) implements SubscriptionState {
        @Override
        public String name() {
            return "canceled";
        }

        @Override
        public boolean admitsUsage() {
            return false;
        }
    }
}
