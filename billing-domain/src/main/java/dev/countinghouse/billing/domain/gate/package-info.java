/**
 * Whether a call may run, over all limits that apply to it at once: what its plan includes, limits on parts of the account,
 * budgets, rates, credits.
 *
 * <p>Invariant: what was admitted and is not recorded yet counts against every limit as if it were recorded, so that what is
 * admitted never passes a hard limit, whoever asks at the same time. What a call then really uses is recorded even if it is
 * more: the next call is the one that is refused.
 *
 * <p>This package says what a limit answers; it reads nothing and locks nothing. It is not the quota of one meter, which is
 * {@link dev.countinghouse.billing.domain.quota.Quota} and is asked here. Start at {@link
 * dev.countinghouse.billing.domain.gate.Bound} and {@link dev.countinghouse.billing.domain.gate.Reservation}.
 */
@NullMarked
package dev.countinghouse.billing.domain.gate;

import org.jspecify.annotations.NullMarked;
