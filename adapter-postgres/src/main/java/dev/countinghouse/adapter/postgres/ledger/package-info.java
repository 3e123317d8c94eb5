/**
 * The ledgers of prepaid credits in PostgreSQL.
 *
 * <p>Invariant: whoever changes credits of an account holds the row of its {@code ledger_head} until the transaction ends,
 * and reads after that; rows of heads are locked in the order of their ids. Everything else of a ledger is therefore written
 * by one at a time. The database itself refuses entries that do not balance, do not follow, or are to be changed.
 *
 * <p>Not here: which grants are spent, and whether. The number of statements depends neither on how many accounts take part
 * nor on how many entries they make.
 *
 * <p>Start at {@link dev.countinghouse.adapter.postgres.ledger.PostgresJournal} and {@code V23__ledger.sql}.
 */
@NullMarked
package dev.countinghouse.adapter.postgres.ledger;

import org.jspecify.annotations.NullMarked;
