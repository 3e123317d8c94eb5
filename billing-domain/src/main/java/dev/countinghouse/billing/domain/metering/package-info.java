/**
 * What was used: usage events, meters that turn them into quantities, and the seam rating reads usage through.
 *
 * <p>An event happens once: its key is (account, source, id), whatever its time. A {@link
 * dev.countinghouse.billing.domain.metering.Meter} picks events by type and filter and aggregates one property of them.
 * {@link dev.countinghouse.billing.domain.metering.Usage} answers quantities over any window; {@link
 * dev.countinghouse.billing.domain.metering.EventUsage} answers from the events themselves and is the reference for every
 * faster implementation.
 *
 * <p>Invariant: the order in which events arrive changes no quantity. No prices here. Start at {@code Meter}.
 */
@NullMarked
package dev.countinghouse.billing.domain.metering;

import org.jspecify.annotations.NullMarked;
