/**
 * Limits over REST: how much an account or a part of it may use in a time, by its plans and by its own limits.
 *
 * <p>Not here: deciding by them, which is the gate's; budgets, which limit money.
 *
 * <p>Start at {@code LimitResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.limit;

import org.jspecify.annotations.NullMarked;
