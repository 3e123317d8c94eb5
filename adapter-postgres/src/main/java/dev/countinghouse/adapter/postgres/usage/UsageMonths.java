package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.ports.driven.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * The parts of the event table, one per month in UTC. To be opened before the first event of the month arrives; events of
 * a month that was not are kept in the part for the rest, and count like all others.
 */
public final class UsageMonths {

    private final PostgresTransactions transactions;

    public UsageMonths(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** Opens the month of each instant between two, both included. */
    public void open(Instant from, Instant to) {
        YearMonth last = monthOf(to);
        for (YearMonth month = monthOf(from); !month.isAfter(last); month = month.plusMonths(1)) {
            open(month);
        }
    }

    /** {@code false} if the month has events already, which are then in the part for the rest. */
    public boolean open(YearMonth month) {
        return transactions.inTransaction(Scope.SYSTEM, () -> transactions
                .current()
                .queryOne("select open_usage_month(?) as opened", row -> row.flag("opened"), month.atDay(1))
                .orElseThrow());
    }

    private static YearMonth monthOf(Instant instant) {
        return YearMonth.from(LocalDate.ofInstant(instant, ZoneOffset.UTC));
    }
}
