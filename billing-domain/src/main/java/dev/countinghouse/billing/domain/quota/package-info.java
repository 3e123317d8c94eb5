/**
 * Whether more may be used: a pure function of the allowance, what was used and the time.
 *
 * <p>{@link dev.countinghouse.billing.domain.quota.Quota} answers within, overage, grace or refused and says why, what
 * remains, when it resets. It decides nothing under concurrency: admitting calls atomically is the gate's job, which asks
 * the same function. Start at {@code Quota}.
 */
@NullMarked
package dev.countinghouse.billing.domain.quota;

import org.jspecify.annotations.NullMarked;
