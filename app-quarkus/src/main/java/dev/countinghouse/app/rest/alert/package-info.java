/**
 * Alerts over REST: what an account was alerted of, who has taken notice, and which percentages it wants to be told of.
 *
 * <p>Invariant: a key of an account sees nothing of what providers cost us, not even that a budget for it was reached.
 *
 * <p>Not here: budgets, and how alerts reach people (endpoints).
 *
 * <p>Start at {@code AlertResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.alert;

import org.jspecify.annotations.NullMarked;
