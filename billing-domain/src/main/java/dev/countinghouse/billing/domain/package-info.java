/**
 * The rules of billing, by concept: what was used ({@code metering}), what it costs ({@code pricing}, {@code plan},
 * {@code rating}), who pays ({@code account}, {@code subscription}), whether it may run ({@code quota}), what is asked for
 * ({@code invoice}) and what it cost us ({@code cost}).
 *
 * <p>Everything here is a value or a pure function: time arrives as an argument, nothing is stored, nothing is random.
 * Storage, clocks and transport live behind the ports of billing-ports. Start at {@code rating.Rater} and its test.
 */
@NullMarked
package dev.countinghouse.billing.domain;

import org.jspecify.annotations.NullMarked;
