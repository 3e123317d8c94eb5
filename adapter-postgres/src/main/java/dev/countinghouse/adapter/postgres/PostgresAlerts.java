package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.document.FractionText;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.Alert.Acknowledgement;
import dev.countinghouse.billing.domain.alert.AlertId;
import dev.countinghouse.billing.domain.alert.AlertSubject;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.ports.driven.Alerts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A row per alert, whose key is what it is raised once for. */
final class PostgresAlerts implements Alerts {

    private final PostgresTransactions transactions;

    PostgresAlerts(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Alert alert) {
        return transactions
                        .bound(alert.account())
                        .update(
                                """
                                insert into alert (
                                    account_id, alert_id, kind, subject, measure, currency, period_start, period_end,
                                    threshold, used, allowed, raised_at, acknowledged_by, acknowledged_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict do nothing
                                """,
                                alert.account().value(),
                                alert.id().value(),
                                alert.subject().kind(),
                                alert.subject().key(),
                                ofBudget(alert, budget -> word(budget.measure())),
                                ofBudget(alert, budget -> budget.currency().getCurrencyCode()),
                                alert.period().start(),
                                alert.period().end(),
                                FractionText.write(alert.threshold()),
                                FractionText.write(alert.used()),
                                FractionText.write(alert.limit()),
                                alert.raisedAt(),
                                alert.acknowledged().map(Acknowledgement::by),
                                alert.acknowledged().map(Acknowledgement::at))
                == 1;
    }

    private static Optional<String> ofBudget(Alert alert, Function<AlertSubject.OfBudget, String> column) {
        return alert.subject() instanceof AlertSubject.OfBudget budget
                ? Optional.of(column.apply(budget))
                : Optional.empty();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<Alert> find(AccountId account, AlertId id) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from alert where account_id = ? and alert_id = ?",
                        PostgresAlerts::alert,
                        account.value(),
                        id.value());
    }

    @Override
    public Set<AlertId> ofPeriod(AccountId account, Instant start) {
        return Set.copyOf(transactions
                .bound(account)
                .query(
                        "select alert_id from alert where account_id = ? and period_start = ?",
                        row -> new AlertId(row.text("alert_id")),
                        account.value(),
                        start));
    }

    @Override
    public List<Alert> list(AccountId account, Optional<AlertId> after, int limit) {
        return transactions
                .bound(account)
                .query(
                        """
                        select *
                          from alert
                         where account_id = ?
                           and (?::text is null
                                or ordinal < (select ordinal from alert where account_id = ? and alert_id = ?))
                         order by ordinal desc
                         limit ?
                        """,
                        PostgresAlerts::alert,
                        account.value(),
                        after.map(AlertId::value),
                        account.value(),
                        after.map(AlertId::value),
                        limit);
    }

    private static Alert alert(Row row) throws SQLException {
        Optional<String> by = row.optionalText("acknowledged_by");
        return new Alert(
                new AccountId(row.text("account_id")),
                row.text("kind").equals("meter")
                        ? new AlertSubject.OfMeter(new MeterKey(row.text("subject")))
                        : new AlertSubject.OfBudget(
                                new BudgetId(row.text("subject")),
                                Budget.Measure.valueOf(row.text("measure").toUpperCase(Locale.ROOT)),
                                Currency.getInstance(row.text("currency"))),
                new Period(row.instant("period_start"), row.instant("period_end")),
                FractionText.read(row.text("threshold")),
                FractionText.read(row.text("used")),
                FractionText.read(row.text("allowed")),
                row.instant("raised_at"),
                row.optionalInstant("acknowledged_at").map(at -> new Acknowledgement(by.orElse(""), at)));
    }

    @Override
    public void acknowledge(Alert alert) {
        transactions
                .bound(alert.account())
                .update(
                        """
                        update alert
                           set acknowledged_by = ?, acknowledged_at = ?
                         where account_id = ? and alert_id = ? and acknowledged_at is null
                        """,
                        alert.acknowledged().map(Acknowledgement::by),
                        alert.acknowledged().map(Acknowledgement::at),
                        alert.account().value(),
                        alert.id().value());
    }

    @Override
    public Optional<Thresholds> thresholds(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        "select percents from alert_threshold where account_id = ?",
                        row -> thresholds(row.texts("percents")),
                        account.value());
    }

    static Thresholds thresholds(List<String> percents) {
        return new Thresholds(percents.stream().map(FractionText::read).toList());
    }

    static List<String> percents(Thresholds thresholds) {
        return thresholds.percents().stream().map(FractionText::write).toList();
    }

    @Override
    public void saveThresholds(AccountId account, Optional<Thresholds> thresholds) {
        Session session = transactions.bound(account);
        if (thresholds.isEmpty()) {
            session.update("delete from alert_threshold where account_id = ?", account.value());
            return;
        }
        session.update(
                """
                insert into alert_threshold (account_id, percents) values (?, ?)
                on conflict (account_id) do update set percents = excluded.percents
                """,
                account.value(),
                percents(thresholds.get()));
    }
}
