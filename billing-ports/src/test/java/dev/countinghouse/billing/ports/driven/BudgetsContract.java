package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.Budget.Kind;
import dev.countinghouse.billing.domain.budget.Budget.Measure;
import dev.countinghouse.billing.domain.budget.Budget.Part;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetWindow;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.quota.Thresholds;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class BudgetsContract extends StorageContract {

    private static final Budget PLAIN = new Budget(
            ACME,
            new BudgetId("all"),
            Measure.CHARGE,
            new Money(1, Currency.getInstance("JPY")),
            Optional.empty(),
            new BudgetWindow.Month(),
            Kind.SOFT,
            Optional.empty());
    private static final Budget FULL = new Budget(
            ACME,
            new BudgetId("team"),
            Measure.COST,
            Money.parse("12345678901234.56", Samples.USD),
            Optional.of(new Part("project", "\u00e4 'quoted' \"name\"")),
            new BudgetWindow.Rolling(30),
            Kind.HARD,
            Optional.of(new Thresholds(List.of(Fraction.parse("0.5"), Fraction.of(100)))));

    @Test
    void budgetsComeBackAsTheyWereSavedInTheOrderOfTheirIds() {
        assertThat(save(FULL)).isTrue();
        assertThat(save(PLAIN)).isTrue();

        assertThat(of(ACME)).containsExactly(PLAIN, FULL);
        assertThat(of(GLOBEX)).isEmpty();
    }

    @Test
    void theSameIdOfAnotherAccountIsAnotherBudget() {
        Budget theirs = with(GLOBEX, PLAIN, FULL.amount());
        save(PLAIN);

        assertThat(save(theirs)).isTrue();
        assertThat(of(ACME)).containsExactly(PLAIN);
        assertThat(of(GLOBEX)).containsExactly(theirs);
    }

    @Test
    void aBudgetIsReplacedAsAWhole() {
        save(FULL);
        Budget after = with(
                ACME,
                new Budget(
                        ACME,
                        FULL.id(),
                        Measure.CHARGE,
                        FULL.amount(),
                        Optional.empty(),
                        new BudgetWindow.Month(),
                        Kind.SOFT,
                        Optional.of(new Thresholds(List.of()))),
                Money.parse("0.01", Samples.USD));

        assertThat(save(after)).isFalse();
        assertThat(of(ACME)).containsExactly(after);
    }

    @Test
    void aBudgetIsRemovedOnce() {
        save(FULL);
        assertThat(remove(GLOBEX)).isFalse();

        assertThat(remove(ACME)).isTrue();
        assertThat(remove(ACME)).isFalse();
        assertThat(of(ACME)).isEmpty();
    }

    @Test
    void whatIsUndoneChangedNothing() {
        undone(Scope.of(ACME), () -> storage.budgets().save(PLAIN));
        assertThat(of(ACME)).isEmpty();

        save(PLAIN);
        undone(Scope.of(ACME), () -> storage.budgets().save(with(ACME, PLAIN, FULL.amount())));
        undone(Scope.of(ACME), () -> storage.budgets().remove(ACME, PLAIN.id()));
        assertThat(of(ACME)).containsExactly(PLAIN);
    }

    @Test
    void ofManyWhoSaveTheSameOneAdds() {
        assertThat(Race.of(any -> save(PLAIN))).containsOnlyOnce(true);
        assertThat(of(ACME)).containsExactly(PLAIN);
    }

    private static Budget with(AccountId account, Budget budget, Money amount) {
        return new Budget(
                account,
                budget.id(),
                budget.measure(),
                amount,
                budget.part(),
                budget.window(),
                budget.kind(),
                budget.thresholds());
    }

    private boolean save(Budget budget) {
        return in(budget.account(), () -> storage.budgets().save(budget));
    }

    private boolean remove(AccountId account) {
        return in(account, () -> storage.budgets().remove(account, FULL.id()));
    }

    private List<Budget> of(AccountId account) {
        return in(account, () -> storage.budgets().of(account));
    }
}
