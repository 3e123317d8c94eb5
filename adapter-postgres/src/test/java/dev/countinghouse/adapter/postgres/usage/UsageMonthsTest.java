package dev.countinghouse.adapter.postgres.usage;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class UsageMonthsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final PostgresTransactions transactions = new PostgresTransactions(DATABASE.service(), DATABASE.system());
    private final Storage storage = PostgresStorage.over(transactions);
    private final UsageMonths months = new UsageMonths(transactions);

    @Test
    void eventsOfAnOpenMonthHaveATableOfTheirOwn() {
        months.open(Instant.parse("2026-02-28T23:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));
        append("last of February", "2026-02-28T23:59:59.999999Z");
        append("first of March", "2026-03-01T00:00:00Z");
        append("first of May", "2026-05-01T00:00:00Z");

        assertThat(tables())
                .containsExactly(
                        "usage_event_2026_02 last of February",
                        "usage_event_2026_03 first of March",
                        "usage_event_rest first of May");
        assertThat(months.open(YearMonth.of(2026, 3))).isTrue();
        assertThat(months.open(YearMonth.of(2026, 5))).isFalse();
    }

    /** Without a bound the months wait for the reader, and everybody else behind them, until it is done. */
    @Test
    @Timeout(30)
    void aMonthDoesNotWaitForWhoeverReadsTheRestAndIsOpenedTheNextTime() throws SQLException {
        Instant june = Instant.parse("2026-06-15T00:00:00Z");
        try (Connection reader = DATABASE.superuser().getConnection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("select from usage_event_rest");

            assertThatThrownBy(() -> months.open(june, june.plus(Duration.ofDays(30))))
                    .hasMessageContaining("the month 2026-06 failed")
                    .hasCauseInstanceOf(UnavailableException.class)
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .singleElement()
                            .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                            .hasMessageContaining("the month 2026-07 failed"));
            append("while the month is not open", "2026-08-01T00:00:00Z");
        }

        months.open(june, june.plus(Duration.ofDays(30)));
        append("in June", "2026-06-20T00:00:00Z");
        assertThat(tables()).contains("usage_event_2026_06 in June");
    }

    private void append(String id, String time) {
        transactions.inTransaction(
                Scope.of(ACME), () -> storage.usage().append(List.of(event(ACME, id, Instant.parse(time), 1))));
    }

    private static List<String> tables() {
        List<String> tables = new ArrayList<>();
        String sql = "select tableoid::regclass::text || ' ' || event_id from usage_event order by occurred_at";
        try (Connection connection = DATABASE.superuser().getConnection();
                ResultSet found = connection.createStatement().executeQuery(sql)) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
            return tables;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
