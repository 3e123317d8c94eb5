package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.ports.driven.Budgets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

public final class InMemoryBudgets implements Budgets {

    private final InMemoryTransactions transactions;
    private final Map<AccountId, TreeMap<BudgetId, Budget>> budgets = new HashMap<>();

    public InMemoryBudgets(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    private TreeMap<BudgetId, Budget> own(AccountId account) {
        transactions.requireBound(account);
        return budgets.computeIfAbsent(account, any -> new TreeMap<>());
    }

    @Override
    public boolean save(Budget budget) {
        return transactions.step(() -> {
            TreeMap<BudgetId, Budget> own = own(budget.account());
            Optional<Budget> before = Optional.ofNullable(own.put(budget.id(), budget));
            transactions.onRollback(() ->
                    before.ifPresentOrElse(earlier -> own.put(budget.id(), earlier), () -> own.remove(budget.id())));
            return before.isEmpty();
        });
    }

    @Override
    public boolean remove(AccountId account, BudgetId id) {
        return transactions.step(() -> {
            TreeMap<BudgetId, Budget> own = own(account);
            Optional<Budget> before = Optional.ofNullable(own.remove(id));
            before.ifPresent(budget -> transactions.onRollback(() -> own.put(id, budget)));
            return before.isPresent();
        });
    }

    @Override
    public List<Budget> of(AccountId account) {
        return transactions.step(() -> List.copyOf(own(account).values()));
    }
}
