/**
 * How often callers may start something that costs money.
 *
 * <p>Invariant: within a clock hour, over all replicas, no more calls pass than the settings say, however many come at once.
 * A call that repeats an earlier one does not count; one that is refused for another reason does.
 *
 * <p>Start at {@link dev.countinghouse.app.rest.rate.RateLimit}.
 */
@NullMarked
package dev.countinghouse.app.rest.rate;

import org.jspecify.annotations.NullMarked;
