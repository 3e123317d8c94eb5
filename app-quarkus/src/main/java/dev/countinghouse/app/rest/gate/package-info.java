/**
 * The gate over REST: whether a call may run, what it takes until it is settled, and the limits that were set.
 *
 * <p>Invariant: what is refused is a problem that says why, what is left, when it comes back and what would help, in the body
 * and as {@code RateLimit} headers; what is admitted says the same of its limits.
 *
 * <p>Start at {@code CallResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.gate;

import org.jspecify.annotations.NullMarked;
