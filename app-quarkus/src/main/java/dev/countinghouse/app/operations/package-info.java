/**
 * What an operator sees of the running service: whether it is ready, what it measures, what it traces.
 *
 * <p>Invariant: nothing here changes what the service does, and nothing names an account.
 *
 * <p>docs/operating.md says what to make of it.
 */
@NullMarked
package dev.countinghouse.app.operations;

import org.jspecify.annotations.NullMarked;
