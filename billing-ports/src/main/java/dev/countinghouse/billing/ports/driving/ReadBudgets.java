package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetState;
import java.util.List;
import java.util.Optional;

/** What has become of budgets, as of now. Throw {@link UnknownException} for an account that there is not. */
public interface ReadBudgets {

    Optional<BudgetState> find(AccountId account, BudgetId id);

    /** Ordered by id. */
    List<BudgetState> list(AccountId account);
}
