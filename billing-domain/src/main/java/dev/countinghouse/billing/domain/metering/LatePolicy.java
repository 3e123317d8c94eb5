package dev.countinghouse.billing.domain.metering;

import java.time.Duration;

/**
 * What becomes of usage of a meter that arrives, or is corrected, after its period was invoiced. In an open period it
 * counts like all other.
 *
 * @param grace for {@link Kind#REOPEN}, how long after the period's end its usage is still invoiced apart; otherwise zero
 */
public record LatePolicy(Kind kind, Duration grace) {

    public enum Kind {
        /** What it changes stands on the next invoice. */
        ADJUST,
        /** It is recorded and shown, and not billed any more. */
        COUNT,
        /** The event is refused. */
        REJECT,
        /** What it changes is invoiced as soon as the grace time is over; what comes later adjusts the next invoice. */
        REOPEN
    }

    public static final LatePolicy ADJUST = new LatePolicy(Kind.ADJUST, Duration.ZERO);

    public LatePolicy {
        boolean needsGrace = kind == Kind.REOPEN;
        if (grace.isNegative() || needsGrace == grace.isZero()) {
            throw new IllegalArgumentException(
                    needsGrace
                            ? "late usage can be invoiced apart only for a grace time above 0, not " + grace
                            : "a grace time of " + grace + " is for late usage that reopens its period, not for "
                                    + kind);
        }
    }
}
