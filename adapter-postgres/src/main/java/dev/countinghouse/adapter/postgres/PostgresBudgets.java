package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetWindow;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.ports.driven.Budgets;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

final class PostgresBudgets implements Budgets {

    private final PostgresTransactions transactions;

    PostgresBudgets(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** A row that was inserted has no earlier version, and so no transaction that has locked or replaced one. */
    @Override
    public boolean save(Budget budget) {
        return transactions
                .bound(budget.account())
                .queryOne(
                        """
                        insert into budget (
                            account_id, budget_id, measure, amount_minor, currency, dimension, part, days, kind, percents)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (account_id, budget_id) do update
                           set measure = excluded.measure, amount_minor = excluded.amount_minor,
                               currency = excluded.currency, dimension = excluded.dimension, part = excluded.part,
                               days = excluded.days, kind = excluded.kind, percents = excluded.percents
                        returning xmax = 0 as added
                        """,
                        row -> row.flag("added"),
                        budget.account().value(),
                        budget.id().value(),
                        word(budget.measure()),
                        budget.amount().minorUnits(),
                        budget.amount().currency().getCurrencyCode(),
                        budget.part().map(Budget.Part::dimension),
                        budget.part().map(Budget.Part::value),
                        days(budget.window()),
                        word(budget.kind()),
                        budget.thresholds().map(PostgresAlerts::percents))
                .orElseThrow();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Integer> days(BudgetWindow window) {
        return window instanceof BudgetWindow.Rolling rolling ? Optional.of(rolling.days()) : Optional.empty();
    }

    @Override
    public boolean remove(AccountId account, BudgetId id) {
        return transactions
                        .bound(account)
                        .update(
                                "delete from budget where account_id = ? and budget_id = ?",
                                account.value(),
                                id.value())
                == 1;
    }

    @Override
    public List<Budget> of(AccountId account) {
        return transactions
                .bound(account)
                .query(
                        "select * from budget where account_id = ? order by budget_id",
                        PostgresBudgets::budget,
                        account.value());
    }

    private static Budget budget(Row row) throws SQLException {
        Optional<String> dimension = row.optionalText("dimension");
        Optional<String> part = row.optionalText("part");
        return new Budget(
                new AccountId(row.text("account_id")),
                new BudgetId(row.text("budget_id")),
                Budget.Measure.valueOf(row.text("measure").toUpperCase(Locale.ROOT)),
                new Money(row.whole("amount_minor"), Currency.getInstance(row.text("currency"))),
                dimension.flatMap(name -> part.map(value -> new Budget.Part(name, value))),
                row.optionalText("days")
                        .<BudgetWindow>map(days -> new BudgetWindow.Rolling(Integer.parseInt(days)))
                        .orElseGet(BudgetWindow.Month::new),
                Budget.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.optionalTexts("percents").map(PostgresAlerts::thresholds));
    }
}
