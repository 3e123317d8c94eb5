/**
 * What is particular to ledgers in PostgreSQL: what the database refuses by itself, and how few statements there are.
 *
 * <p>That ledgers are kept as the port promises is in {@code PostgresJournalTest} and its like, over the contracts.
 */
@NullMarked
package dev.countinghouse.adapter.postgres.ledger;

import org.jspecify.annotations.NullMarked;
