package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetState;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadBudgets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

final class BudgetReader implements ReadBudgets {

    private final Books books;

    BudgetReader(Books books) {
        this.books = books;
    }

    @Override
    public Optional<BudgetState> find(AccountId account, BudgetId id) {
        return states(account, budget -> budget.id().equals(id)).stream().findFirst();
    }

    @Override
    public List<BudgetState> list(AccountId account) {
        return states(account, any -> true);
    }

    private List<BudgetState> states(AccountId account, Predicate<Budget> wanted) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Instant now = books.now(account);
            Spending spending = new Spending(view, books.thresholds(account), now, now);
            return books.budgets().of(account).stream()
                    .filter(wanted)
                    .map(spending::stateOf)
                    .toList();
        });
    }
}
