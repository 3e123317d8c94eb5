/**
 * What is decided and told through Redis: calls that spend leases, in one script each, and events for whoever listens.
 *
 * <p>Invariant: Redis only spends leases, quantities that the storage has durably lent to it. A Redis that forgets, or is
 * replaced by one that knows less, has no leases; their remainder counts as spent until it ends, so nothing is oversold.
 *
 * <p>Not here: the truth about a balance, or anything that must survive a restart.
 *
 * <p>Start at {@link dev.countinghouse.adapter.redis.RedisLeases}, then {@code spend.lua} and {@code common.lua}.
 */
@NullMarked
package dev.countinghouse.adapter.redis;

import org.jspecify.annotations.NullMarked;
