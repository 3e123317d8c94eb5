package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetState;

/** Sets a budget, new or in place of the one with its id, and removes it. */
public interface SetBudget {

    /** An account may have so many: each look at alerts asks for all of them. */
    int MOST = 50;

    /** @throws UnknownException for an account that there is not */
    Outcome set(Budget budget);

    /**
     * There is no such budget any more; its alerts stay.
     *
     * @throws UnknownException for one that there is not
     */
    void remove(AccountId account, BudgetId id);

    sealed interface Outcome {

        /** @param created whether it is new */
        record Done(BudgetState state, boolean created) implements Outcome {}

        /** @param field that is wrong; empty if none is */
        record Refused(String field, String reason) implements Outcome {}
    }
}
