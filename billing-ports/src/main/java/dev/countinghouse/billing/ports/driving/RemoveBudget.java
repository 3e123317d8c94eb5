package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.BudgetId;

public interface RemoveBudget {

    /**
     * There is no such budget any more; its alerts stay.
     *
     * @throws UnknownException for one that there is not
     */
    void remove(AccountId account, BudgetId id);
}
