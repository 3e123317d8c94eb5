package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Session;
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

    /** Everybody who stores or reads usage queues behind a month that waits for the part for the rest. */
    private static final String LONGEST_WAIT = "200ms";

    /** The part for the rest is nobody else's while it is searched for events of the month. */
    private static final String LONGEST_SEARCH = "3s";

    private final PostgresTransactions transactions;

    public UsageMonths(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Opens the month of each instant between two, both included. One that fails does not hold back the others; what failed
     * is thrown when all have been tried, and is to be tried again.
     */
    public void open(Instant from, Instant to) {
        YearMonth last = monthOf(to);
        Failures failures = new Failures();
        for (YearMonth month = monthOf(from); !month.isAfter(last); month = month.plusMonths(1)) {
            YearMonth each = month;
            failures.guard("opening the month " + each, () -> open(each));
        }
        failures.report();
    }

    /**
     * {@code false} if the month has events already, which are then in the part for the rest. Gives up at once where others
     * are at work on that part for longer: {@code UnavailableException}.
     */
    public boolean open(YearMonth month) {
        return transactions.inTransaction(Scope.SYSTEM, () -> {
            Session session = transactions.current();
            session.query(
                    "select set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true)",
                    row -> true,
                    LONGEST_WAIT,
                    LONGEST_SEARCH);
            return session.queryOne("select open_usage_month(?) as opened", row -> row.flag("opened"), month.atDay(1))
                    .orElseThrow();
        });
    }

    private static YearMonth monthOf(Instant instant) {
        return YearMonth.from(LocalDate.ofInstant(instant, ZoneOffset.UTC));
    }
}
