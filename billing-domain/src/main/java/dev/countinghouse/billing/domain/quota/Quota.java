package dev.countinghouse.billing.domain.quota;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Limit;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of one limit.
 *
 * @param used what was counted before the request
 * @param reachedAt when use first reached the limit; a grace time runs from there
 * @param resetsAt the end of the usage period, when counting begins anew
 */
public record Quota(Allowance allowance, Fraction used, Optional<Instant> reachedAt, Instant resetsAt) {

    /** Whether {@code requested} more units may be used at {@code now}; 0 asks for the state as it is. */
    public Verdict evaluate(Fraction requested, Instant now) {
        if (requested.signum() < 0) {
            throw new IllegalArgumentException("requested is " + requested + ", it must not be negative");
        }
        Fraction wanted = used.plus(requested);
        return allowance.included().fold(limit -> verdict(limit, wanted, now), Verdict.Within::new);
    }

    private Verdict verdict(Fraction limit, Fraction wanted, Instant now) {
        if (wanted.compareTo(limit) <= 0) {
            return new Verdict.Within();
        }
        return switch (allowance.cap()) {
            case NONE -> new Verdict.Overage();
            case HARD ->
                wanted.compareTo(withGrace(limit)) <= 0
                        ? new Verdict.Grace(resetsAt)
                        : new Verdict.Refused(Verdict.Reason.HARD_CAP);
            case SOFT -> soft(limit, wanted, now);
        };
    }

    /** The request that passes the limit starts the grace time; inside the grace per cent no time runs out. */
    private Verdict soft(Fraction limit, Fraction wanted, Instant now) {
        if (wanted.compareTo(withGrace(limit)) <= 0) {
            return new Verdict.Grace(resetsAt);
        }
        Instant until = reachedAt.orElse(now).plus(allowance.graceTime());
        return now.isBefore(until)
                ? new Verdict.Grace(until.isBefore(resetsAt) ? until : resetsAt)
                : new Verdict.Refused(Verdict.Reason.GRACE_OVER);
    }

    /** Up to where use is admitted at an instant, whoever decides; empty where there is no end to it then. */
    public Optional<Fraction> ceiling(Instant now) {
        boolean inGrace = allowance.cap() == Allowance.Cap.SOFT
                && reachedAt
                        .filter(reached -> now.isBefore(reached.plus(allowance.graceTime())))
                        .isPresent();
        return allowance.cap() == Allowance.Cap.NONE || inGrace
                ? Optional.empty()
                : allowance.included().fold(limit -> Optional.of(withGrace(limit)), Optional::empty);
    }

    private Fraction withGrace(Fraction limit) {
        return allowance.gracePercent().isZero()
                ? limit
                : limit.times(allowance.gracePercent().plus(Fraction.of(100))).times(Fraction.of(1, 100));
    }

    /** Units left inside the allowance, 0 once it is used up. */
    public Limit remaining() {
        return allowance
                .included()
                .fold(limit -> new Limit.Units(limit.minus(used).max(Fraction.ZERO)), Limit.Unlimited::new);
    }

    /** Use in per cent of the limit: 0 where there is no limit, 100 of a limit of 0 once anything is used. */
    public Fraction percent() {
        return allowance.included().fold(this::percentOf, () -> Fraction.ZERO);
    }

    private Fraction percentOf(Fraction limit) {
        if (limit.isZero()) {
            return used.signum() > 0 ? Fraction.of(100) : Fraction.ZERO;
        }
        return used.times(Fraction.of(100)).dividedBy(limit);
    }
}
