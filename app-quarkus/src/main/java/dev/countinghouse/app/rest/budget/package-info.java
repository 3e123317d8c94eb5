/**
 * Budgets over REST: how much an account wants to spend or to cost, and what has become of it.
 *
 * <p>Invariant: budgets of what providers cost us are set and read with keys that are not bound to an account.
 *
 * <p>Start at {@code BudgetResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.budget;

import org.jspecify.annotations.NullMarked;
