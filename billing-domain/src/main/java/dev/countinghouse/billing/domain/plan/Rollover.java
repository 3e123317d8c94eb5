package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.ledger.Credits;

/**
 * What of a recurring grant outlives its recurrence: what is left, at least {@code minimum} (missing credits are given) and
 * at most {@code maximum} (more expires). It comes on top of the new credits.
 */
public record Rollover(Credits minimum, Credits maximum) {

    public Rollover {
        if (minimum.signum() < 0 || maximum.signum() <= 0 || minimum.compareTo(maximum) > 0) {
            throw new IllegalArgumentException("rollover of at least " + minimum + " and at most " + maximum
                    + ": the minimum must be 0 or more, the maximum above 0 and no less than the minimum");
        }
    }

    public Credits of(Credits left) {
        return left.max(minimum).min(maximum);
    }
}
