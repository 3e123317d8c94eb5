/**
 * Transactions on PostgreSQL and the statements that run in them.
 *
 * <p>Invariant: a connection is bound to its scope before anything else runs on it, for that transaction only, and goes
 * back to its pool committed, rolled back or broken, never in between. No {@code SQLException} leaves this package.
 *
 * <p>Not here: what the statements say. They stand in the ports, beside the method that runs them.
 *
 * <p>Start at {@link dev.countinghouse.adapter.postgres.transaction.PostgresTransactions}, then {@link
 * dev.countinghouse.adapter.postgres.transaction.Session}.
 */
@NullMarked
package dev.countinghouse.adapter.postgres.transaction;

import org.jspecify.annotations.NullMarked;
