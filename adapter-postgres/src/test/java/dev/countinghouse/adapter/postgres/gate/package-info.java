/**
 * What is particular to admitted calls in PostgreSQL: which texts and numbers columns hold, how few statements there are, and
 * who waits for whom.
 *
 * <p>That they are kept as the port promises is in {@code PostgresReservationsTest} and its like, over the contracts.
 */
@NullMarked
package dev.countinghouse.adapter.postgres.gate;

import org.jspecify.annotations.NullMarked;
