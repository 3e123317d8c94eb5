/**
 * Work that many callers bring at the same time, done for all of them at once.
 *
 * <p>Invariant: no caller is answered before the work that its own is part of is done, and none waits for company.
 *
 * <p>Not here: what the work is, who is told what of it that failed for one alone, and who comes first.
 *
 * <p>Start at {@link dev.countinghouse.billing.ports.gathering.Gathering}.
 */
@NullMarked
package dev.countinghouse.billing.ports.gathering;

import org.jspecify.annotations.NullMarked;
