package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.Budget.Kind;
import dev.countinghouse.billing.domain.budget.Budget.Measure;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetWindow;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.quota.Thresholds;
import java.util.Arrays;
import java.util.Currency;
import java.util.Optional;

/** A budget a test wants: of all that acme is charged in a month, unless it says otherwise. */
final class BudgetSketch {

    private final BudgetId id;
    private final String amount;
    private AccountId account = Workbench.ACME;
    private Currency currency = Workbench.USD;
    private Measure measure = Measure.CHARGE;
    private Optional<Budget.Part> part = Optional.empty();
    private BudgetWindow window = new BudgetWindow.Month();
    private Kind kind = Kind.SOFT;
    private Optional<Thresholds> thresholds = Optional.empty();

    private BudgetSketch(String id, String amount) {
        this.id = new BudgetId(id);
        this.amount = amount;
    }

    static BudgetSketch of(String id, String amount) {
        return new BudgetSketch(id, amount);
    }

    BudgetSketch account(AccountId other) {
        account = other;
        return this;
    }

    BudgetSketch in(String other) {
        currency = Currency.getInstance(other);
        return this;
    }

    BudgetSketch cost() {
        measure = Measure.COST;
        return this;
    }

    BudgetSketch part(String dimension, String value) {
        part = Optional.of(new Budget.Part(dimension, value));
        return this;
    }

    BudgetSketch rolling(int days) {
        window = new BudgetWindow.Rolling(days);
        return this;
    }

    BudgetSketch hard() {
        kind = Kind.HARD;
        return this;
    }

    BudgetSketch thresholds(long... percents) {
        thresholds = Optional.of(
                new Thresholds(Arrays.stream(percents).mapToObj(Fraction::of).toList()));
        return this;
    }

    Budget budget() {
        return new Budget(account, id, measure, Money.parse(amount, currency), part, window, kind, thresholds);
    }
}
