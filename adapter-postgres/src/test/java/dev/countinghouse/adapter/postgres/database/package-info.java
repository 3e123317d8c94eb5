/**
 * A real PostgreSQL for tests: one server for all of them, a database of its own for each class.
 *
 * <p>Invariant: tests log in as the three roles a real installation has, never as a superuser, so that what is green here
 * is allowed in production.
 *
 * <p>Start at {@link dev.countinghouse.adapter.postgres.database.TestDatabase}.
 */
@NullMarked
package dev.countinghouse.adapter.postgres.database;

import org.jspecify.annotations.NullMarked;
