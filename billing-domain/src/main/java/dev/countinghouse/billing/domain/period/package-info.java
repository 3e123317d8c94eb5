/**
 * When things are billed: half-open periods, the intervals they repeat in, and the share of a period that a part of it is.
 *
 * <p>{@link dev.countinghouse.billing.domain.period.BillingCycle} is the place to start: it turns an anchor, a time zone
 * and an interval into the sequence of billing periods. Invariant: the periods of a cycle tile time, every instant lies in
 * exactly one of them. Boundaries are always counted from the anchor, never from the boundary before, so that day 31
 * clamps in February and returns in March.
 *
 * <p>This is not a scheduler and knows no current time: instants come in as values. A period that was billed is stored as
 * it was; computing it again under later time zone rules may give another instant.
 */
@NullMarked
package dev.countinghouse.billing.domain.period;

import org.jspecify.annotations.NullMarked;
