package dev.countinghouse.billing.domain.subscription;

import java.time.Instant;

/**
 * The subscription ends at {@code at}, past or future.
 *
 * @param creditUnused whether fees already charged for the time after the end are credited in proportion
 */
public record Ending(Instant at, boolean creditUnused) {}
