package dev.countinghouse.adapter.postgres.ledger;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Teller;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reading takes several statements, and each sees what was committed before it. */
@Timeout(60)
class LedgerReadingTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant LATER = START.plusSeconds(3_600);

    private final PostgresTransactions transactions = new PostgresTransactions(DATABASE.service(), DATABASE.system());
    private final Storage storage = PostgresStorage.over(transactions);
    private final Teller teller = new Teller(storage);

    /** The reader has read the grants, and waits for the holds, while both change. */
    @Test
    void whatChangesWhileItIsReadIsReadAgain() {
        DATABASE.clear();
        DATABASE.administer("grant update, delete, truncate on credit_hold to countinghouse_service");
        teller.open(ACME);
        teller.serve(ACME, START, book -> book.granting().grant(Teller.gift("one", Teller.usd("1"))));

        CompletableFuture<Optional<BookState>> reading = transactions.inTransaction(Scope.of(ACME), () -> {
            transactions.current().update("lock table credit_hold in access exclusive mode");
            CompletableFuture<Optional<BookState>> reader = CompletableFuture.supplyAsync(this::read);
            awaitAReaderThatWaits();
            teller.within(List.of(Needs.of(ACME, START)), book -> book.holding()
                    .hold(Teller.hold("a", Teller.usd("0.75"), Duration.ofHours(1))));
            return reader;
        });

        BookState state = reading.join().orElseThrow();
        assertThat(state.head().entries()).isEqualTo(2);
        assertThat(state.holds()).hasSize(1);
        assertThat(state.grants()).extracting(grant -> grant.held()).containsExactly(Teller.usd("0.75"));
        assertThat(new CreditBook(state).advanceTo(LATER).available(Teller.USD, SpendPurpose.GENERAL))
                .isEqualTo(Teller.usd("1"));
    }

    private Optional<BookState> read() {
        return transactions.inTransaction(
                Scope.of(ACME), () -> storage.journal().read(Needs.of(ACME, LATER)));
    }

    private static void awaitAReaderThatWaits() {
        try (Connection connection = DATABASE.superuser().getConnection()) {
            boolean waits = false;
            while (!waits) {
                try (ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select exists (select from pg_locks where not granted"
                                + " and relation = 'credit_hold'::regclass)")) {
                    waits = rows.next() && rows.getBoolean(1);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
