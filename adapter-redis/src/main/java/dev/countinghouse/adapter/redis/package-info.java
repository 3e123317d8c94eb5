/**
 * Warm-path quota decisions in Redis: one script decides over all limits that apply to a call.
 *
 * <p>Invariant: Redis only spends leases, quantities that PostgreSQL has durably lent to it. A Redis that forgets loses
 * leases, whose remainder counts as spent, so nothing is ever oversold.
 *
 * <p>Not here: the truth about a balance, or anything that must survive a restart.
 *
 * <p>Start at the quota counters, then their contract in billing-ports.
 */
@NullMarked
package dev.countinghouse.adapter.redis;

import org.jspecify.annotations.NullMarked;
