package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.cost.ProviderCost;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.SetBudget;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Keeps budgets, behind the account's lock so that no two callers add one too many. */
final class BudgetSetter implements SetBudget {

    private final Books books;
    private final Consumer<AccountId> termsChanged;

    /** @param termsChanged whom to tell, once it is kept */
    BudgetSetter(Books books, Consumer<AccountId> termsChanged) {
        this.books = books;
        this.termsChanged = termsChanged;
    }

    @Override
    public Outcome set(Budget budget) {
        AccountId account = budget.account();
        Outcome outcome = books.transactions().inTransaction(Scope.of(account), () -> {
            books.subscriptions().lock(account);
            AccountView view = Lookups.account(books, account);
            return refusal(view, budget).orElseGet(() -> kept(view, budget));
        });
        termsChanged.accept(account);
        new AlertChecker(books).checkAfter(account);
        return outcome;
    }

    private Outcome kept(AccountView view, Budget budget) {
        boolean created = books.budgets().save(budget);
        books.alertWatch().changed(Set.of(budget.account()));
        Instant now = books.now(budget.account());
        Spending spending = new Spending(view, books.thresholds(budget.account()), now, now);
        return new Outcome.Done(spending.stateOf(budget), created);
    }

    private Optional<Outcome> refusal(AccountView view, Budget budget) {
        boolean cost = budget.measure() == Budget.Measure.COST;
        Currency right = cost ? ProviderCost.USD : view.account().currency();
        Currency given = budget.amount().currency();
        if (!given.equals(right)) {
            String what = cost ? "what providers cost is in " : "the account is billed in ";
            return Optional.of(new Outcome.Refused(
                    "amount.currency", "is '" + given + "', it must be " + right + ": " + what + right));
        }
        return dimension(view, budget).or(() -> tooMany(budget));
    }

    private static Optional<Outcome> dimension(AccountView view, Budget budget) {
        TreeSet<String> declared = new TreeSet<>();
        view.catalogue().meters().values().forEach(meter -> declared.addAll(meter.dimensions()));
        return budget.part()
                .map(Budget.Part::dimension)
                .filter(dimension -> !declared.contains(dimension))
                .map(unknown -> new Outcome.Refused(
                        "dimension", "is '" + unknown + "', it must be one that a meter declares: " + declared));
    }

    private Optional<Outcome> tooMany(Budget budget) {
        List<BudgetId> ids =
                books.budgets().of(budget.account()).stream().map(Budget::id).toList();
        return ids.size() < MOST || ids.contains(budget.id())
                ? Optional.empty()
                : Optional.of(new Outcome.Refused("", "there are " + MOST + " budgets already: remove one first"));
    }

    @Override
    public void remove(AccountId account, BudgetId id) {
        books.transactions().inTransaction(Scope.of(account), () -> {
            if (!books.budgets().remove(account, id)) {
                throw new UnknownException("account '" + account + "' has no budget '" + id + "'");
            }
            return true;
        });
        termsChanged.accept(account);
    }
}
