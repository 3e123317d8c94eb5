/**
 * How much somebody wants to spend, or wants an account to cost: an amount over a window of time, of the whole account or
 * of one project, user or model.
 *
 * <p>Invariant: an amount is above 0, in the account's currency for what is charged and in USD for what providers cost.
 *
 * <p>Not here: what was spent (rating and cost know), and limits in units, which are {@code quota}. A budget changes no
 * price and no invoice; a hard one has calls refused.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.budget.Budget}.
 */
@NullMarked
package dev.countinghouse.billing.domain.budget;

import org.jspecify.annotations.NullMarked;
