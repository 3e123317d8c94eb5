package dev.countinghouse.adapter.postgres.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back as it was sent, and what is refused because it would not. */
class PostgresValuesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Scope ACME = Scope.of(new AccountId("acme"));

    private final PostgresTransactions transactions = new PostgresTransactions(DATABASE.service(), DATABASE.system());

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul \0 inside", "half \uD83D", "\uDE00 half", "\uDE00\uD83D"})
    void aTextThatWouldComeBackAsAnotherIsRefusedBeforeItIsSent(String text) {
        transactions.inTransaction(ACME, () -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sameText(text))
                    .withMessageContaining("cannot be kept");
            return assertThat(sameText("INV")).contains("INV");
        });
    }

    @Test
    void anInstantFinerThanAMicrosecondIsRefused() {
        transactions.inTransaction(ACME, () -> {
            Instant fine = Instant.parse("2026-03-01T00:00:00.000000001Z");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sameInstant(fine))
                    .withMessageContaining("finer than a microsecond");
            return assertThat(sameInstant(Instant.parse("2026-03-01T00:00:00.000001Z")))
                    .contains(Instant.parse("2026-03-01T00:00:00.000001Z"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "1883-11-18T17:00:00Z", "9999-12-31T23:59:59.999999Z"})
    void instantsOfAllTimesComeBackAsTheyWere(String text) {
        transactions.inTransaction(
                ACME, () -> assertThat(sameInstant(Instant.parse(text))).contains(Instant.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "0000-12-31T23:59:59Z",
                "-6000-01-01T00:00:00Z"
            })
    void anInstantBeyondTheCalendarIsTheCallersBug(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transactions.inTransaction(ACME, () -> sameInstant(Instant.parse(text))));
    }

    private Optional<Instant> sameInstant(Instant instant) {
        return transactions.current().queryOne("select ?::timestamptz as same", row -> row.instant("same"), instant);
    }

    private Optional<String> sameText(String text) {
        return transactions.current().queryOne("select ?::text as same", row -> row.text("same"), text);
    }
}
