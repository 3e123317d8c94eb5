package dev.countinghouse.billing.domain.quota;

import java.time.Instant;

/** What a quota says to a request. */
public sealed interface Verdict {

    boolean admits();

    /** The name used in APIs. */
    String name();

    /** Inside the allowance. */
    record Within() implements Verdict {
        @Override
        public boolean admits() {
            return true;
        }

        @Override
        public String name() {
            return "within";
        }
    }

    /** Beyond the allowance, charged by the overage rate. */
    record Overage() implements Verdict {
        @Override
        public boolean admits() {
            return true;
        }

        @Override
        public String name() {
            return "overage";
        }
    }

    /** Beyond the limit, still admitted: inside the grace per cent, or until the grace time is over. */
    record Grace(Instant until) implements Verdict {
        @Override
        public boolean admits() {
            return true;
        }

        @Override
        public String name() {
            return "grace";
        }
    }

    record Refused(Reason reason) implements Verdict {
        @Override
        public boolean admits() {
            return false;
        }

        @Override
        public String name() {
            return "refused";
        }
    }

    /** Why a request is refused. */
    enum Reason {
        /** It would pass a hard cap. */
        HARD_CAP,
        /** The limit is reached and the grace time is over. */
        GRACE_OVER,
        /** The plan does not include the meter at all. */
        NOT_INCLUDED,
        /** There is no subscription, or it is pending, paused or canceled. */
        NO_ACTIVE_SUBSCRIPTION,

        /** The account is restricted until an invoice is paid. */
        PAYMENT_OVERDUE,

        /** A budget that stops at its amount is used up. */
        BUDGET_EXHAUSTED,

        /** It would pass a limit that was set on the account or a part of it. */
        LIMIT_REACHED,

        /** Too much was admitted in this minute or hour. */
        RATE_LIMITED,

        /** Too many calls run at the same time. */
        TOO_MANY_AT_ONCE,

        /** The plan gives no right to a feature that the call needs. */
        NOT_ENTITLED,

        /** There are not enough credits. */
        INSUFFICIENT_CREDITS,

        /** Whether it may run cannot be told now, and its meter says that it must not then. */
        UNAVAILABLE;

        /** Whether it is enough to wait a little, without anything being bought or changed. */
        public boolean passesByItself() {
            return this == RATE_LIMITED || this == TOO_MANY_AT_ONCE || this == UNAVAILABLE;
        }
    }
}
