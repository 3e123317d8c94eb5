/**
 * The engine of this service, on PostgreSQL, inside of JTA transactions.
 *
 * <p>Invariant: nothing is served before the database was found to be at the right version with the right roles.
 */
@NullMarked
package dev.countinghouse.app.engine;

import org.jspecify.annotations.NullMarked;
