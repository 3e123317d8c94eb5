package dev.countinghouse.billing.domain.gate;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Quota;
import dev.countinghouse.billing.domain.quota.Verdict;
import java.time.Instant;
import java.util.Optional;

/** One limit, and what a call wants of it. */
public sealed interface Bound {

    BoundKey key();

    Kind kind();

    /** What the call takes of it while it is outstanding; in units, of a budget in its currency. */
    Fraction wanted();

    /** @param outstanding of this bound: admitted, and not yet recorded */
    Standing standing(Fraction outstanding, Instant now);

    /** How much more is admitted at an instant; empty where there is no end to it, below 0 where it is passed. */
    Optional<Fraction> available(Fraction outstanding, Instant now);

    enum Kind {
        /** What the plan includes of a meter. */
        ALLOWANCE,
        /** A quantity in a day or a billing period. */
        LIMIT,
        /** What is admitted in a minute or an hour. */
        RATE,
        /** Calls that run at the same time. */
        CONCURRENCY,
        BUDGET,
        /** Prepaid credits. */
        CREDITS
    }

    /** What the plan includes of a meter. */
    record Included(BoundKey key, Quota quota, Fraction wanted) implements Bound {

        @Override
        public Kind kind() {
            return Kind.ALLOWANCE;
        }

        @Override
        public Optional<Fraction> available(Fraction outstanding, Instant now) {
            return quota.ceiling(now).map(most -> most.minus(quota.used()).minus(outstanding));
        }

        @Override
        public Standing standing(Fraction outstanding, Instant now) {
            Quota counted =
                    new Quota(quota.allowance(), quota.used().plus(outstanding), quota.reachedAt(), quota.resetsAt());
            Verdict verdict = counted.evaluate(wanted, now);
            Fraction after = verdict.admits() ? counted.used().plus(wanted) : counted.used();
            return new Standing(
                    key,
                    kind(),
                    quota.allowance().included(),
                    counted.used(),
                    wanted,
                    new Quota(quota.allowance(), after, quota.reachedAt(), quota.resetsAt()).remaining(),
                    Optional.of(quota.resetsAt()),
                    verdict);
        }
    }

    /** A number that is not passed. @param counted recorded, or admitted in the time of a rate */
    record Ceiling(
            BoundKey key, Kind kind, Fraction most, Fraction counted, Fraction wanted, Optional<Instant> resetsAt)
            implements Bound {

        @Override
        public Optional<Fraction> available(Fraction outstanding, Instant now) {
            return Optional.of(most.minus(counted).minus(outstanding));
        }

        @Override
        public Standing standing(Fraction outstanding, Instant now) {
            Fraction used = counted.plus(outstanding);
            Fraction after = used.plus(wanted);
            boolean admits = after.compareTo(most) <= 0 && !(isUsedUp(used) && kind == Kind.BUDGET);
            Fraction left = most.minus(admits ? after : used).max(Fraction.ZERO);
            return new Standing(
                    key,
                    kind,
                    new Limit.Units(most),
                    used,
                    wanted,
                    new Limit.Units(left),
                    resetsAt,
                    admits ? new Verdict.Within() : new Verdict.Refused(reason()));
        }

        /** What costs nothing is refused as well then, as it is where a quota alone is asked. */
        private boolean isUsedUp(Fraction used) {
            return used.compareTo(most) >= 0;
        }

        private Verdict.Reason reason() {
            return switch (kind) {
                case RATE -> Verdict.Reason.RATE_LIMITED;
                case CONCURRENCY -> Verdict.Reason.TOO_MANY_AT_ONCE;
                case BUDGET -> Verdict.Reason.BUDGET_EXHAUSTED;
                case CREDITS -> Verdict.Reason.INSUFFICIENT_CREDITS;
                case LIMIT, ALLOWANCE -> Verdict.Reason.LIMIT_REACHED;
            };
        }
    }
}
