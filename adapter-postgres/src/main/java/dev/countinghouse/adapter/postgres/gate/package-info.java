/**
 * Limits, admitted calls and rates in PostgreSQL.
 *
 * <p>Invariant: of an account one transaction decides at a time, from the lock to its commit, also where the account has no
 * row yet; and what it reads behind the lock is what everybody before it has committed. What is outstanding is added up of
 * the open rows and kept nowhere else.
 *
 * <p>Not here: whether a call may run. Texts that callers choose are kept as those of usage are, and so are quantities.
 *
 * <p>Start at {@link dev.countinghouse.adapter.postgres.gate.PostgresReservations}.
 */
@NullMarked
package dev.countinghouse.adapter.postgres.gate;

import org.jspecify.annotations.NullMarked;
