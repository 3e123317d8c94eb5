/**
 * Usage that was recorded and turned out to be wrong: what is done about it, by whom and why.
 *
 * <p>Invariant: nothing is forgotten. What is changed about an event that counted is written down with what it was before,
 * and never changed itself.
 *
 * <p>Not here: what a change costs, which is a matter of invoices, and how usage is kept.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.correction.UsageChange}, then {@link
 * dev.countinghouse.billing.domain.correction.Backfill}.
 */
@NullMarked
package dev.countinghouse.billing.domain.correction;

import org.jspecify.annotations.NullMarked;
