package dev.countinghouse.adapter.postgres.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent to the database together. */
class CommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Scope ACME = Scope.of(new AccountId("acme"));

    private final PostgresTransactions transactions = new PostgresTransactions(DATABASE.service(), DATABASE.system());

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    @Test
    void ofRowsOfWhichOneIsTakenNoneIsInsertedAndTheRestStays() {
        transactions.inTransaction(ACME, () -> insertSeries("B"));

        transactions.inTransaction(ACME, () -> {
            transactions.current().send(List.of(insertion("INV")));
            assertThat(insertSeries("A", "B", "C")).isFalse();
            assertThat(insertSeries("A", "D")).isTrue();
            return true;
        });

        assertThat(series()).containsExactly("A", "B", "D", "INV");
    }

    @Test
    void anInsertThatFailsOtherwiseFailsTheTransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.inTransaction(ACME, () -> {
                    insertSeries("INV");
                    assertThatIllegalStateException().isThrownBy(() -> transactions
                            .current()
                            .sendUnlessTaken(
                                    List.of(new Command("insert into nothing_there select 1", (to, first) -> first))));
                    return true;
                }))
                .withMessageContaining("nothing of it is kept");
    }

    private boolean insertSeries(String... series) {
        return transactions.current().sendUnlessTaken(List.of(insertion(series)));
    }

    private static Command insertion(String... series) {
        return new Command("insert into number_series select unnest(?::text[]), 7", (statement, first) -> {
            statement.setArray(first, statement.getConnection().createArrayOf("text", series));
            return first + 1;
        });
    }

    @Test
    void whatIsSentTogetherIsDoneInItsOrderOrNotAtAll() {
        Command rename = new Command("update number_series set series = ? where series = ?", (statement, first) -> {
            statement.setString(first, "renamed");
            statement.setString(first + 1, "A");
            return first + 2;
        });
        transactions.inTransaction(ACME, () -> {
            Session session = transactions.current();
            session.send(List.of());
            session.send(List.of(insertion("A"), rename, insertion("A", "B")));
            assertThat(session.sendUnlessTaken(List.of(insertion("C"), insertion("B"))))
                    .isFalse();
            return true;
        });

        assertThat(series()).containsExactly("A", "B", "renamed");
    }

    private List<String> series() {
        return transactions.inTransaction(ACME, () -> transactions
                .current()
                .query("select series from number_series order by series", row -> row.text("series")));
    }
}
