/**
 * The usage log in PostgreSQL: claims, events and rollups.
 *
 * <p>Invariant: a claim, its event and the rollup rows that count it are written in one transaction, so a rollup equals its
 * events at every commit. Rollups are derived: {@code RollupBuilder} makes them again with the same numbers, and where one
 * is missing or being built the answer comes from the events.
 *
 * <p>Not here: what events cost, and whether they may happen. Rows are locked in one order (claims, then rollup rows, each
 * by key), so that concurrent batches cannot deadlock.
 *
 * <p>Start at {@link dev.countinghouse.adapter.postgres.usage.PostgresUsageLog}.
 */
@NullMarked
package dev.countinghouse.adapter.postgres.usage;

import org.jspecify.annotations.NullMarked;
