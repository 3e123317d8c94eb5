package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import java.util.List;

/** The budgets of each account. */
public interface Budgets {

    /** Adds a budget or replaces the one with its id; whether it was added. */
    boolean save(Budget budget);

    /** {@code false} if there is none. */
    boolean remove(AccountId account, BudgetId id);

    /** All of an account, ordered by id (Unicode code points). */
    List<Budget> of(AccountId account);
}
