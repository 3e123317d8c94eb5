package dev.countinghouse.adapter.postgres.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a transaction does when things go wrong beneath it. */
class PostgresSessionsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Scope ACME = Scope.of(new AccountId("acme"));
    private static final Scope BOTH = Scope.of(List.of(new AccountId("acme"), new AccountId("globex")));

    private final PostgresTransactions transactions = new PostgresTransactions(DATABASE.service(), DATABASE.system());

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    @Test
    void aConnectionThatIsLostIsUnavailableAndKeepsNothing() {
        assertThatThrownBy(() -> transactions.inTransaction(ACME, () -> {
                    take("INV");
                    terminate();
                    return take("INV");
                }))
                .isInstanceOf(UnavailableException.class);

        assertThat(transactions.inTransaction(ACME, () -> take("INV"))).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsLostBeforeTheCommitIsUnavailableAndKeepsNothing() {
        assertThatThrownBy(() -> transactions.inTransaction(ACME, () -> {
                    take("INV");
                    terminate();
                    return true;
                }))
                .isInstanceOf(UnavailableException.class);

        assertThat(transactions.inTransaction(ACME, () -> take("INV"))).isEqualTo(1);
    }

    @Test
    void whatTheWorkThrowsComesOutEvenIfTheConnectionIsGone() {
        assertThatThrownBy(() -> transactions.inTransaction(ACME, () -> {
                    terminate();
                    throw new ArithmeticException("the work's own");
                }))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the work's own");
    }

    @Test
    void aPoolRecoversFromLostConnections() {
        PostgresTransactions few = new PostgresTransactions(DATABASE.pool(TestDatabase.SERVICE, 1), DATABASE.system());
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> few.inTransaction(ACME, () -> {
                        terminate(few.current());
                        return few.current().query("select 1 as one", row -> row.whole("one"));
                    }))
                    .isInstanceOf(UnavailableException.class);
            assertThat(few.inTransaction(ACME, () -> few.current().query("select 1 as one", row -> row.whole("one"))))
                    .containsExactly(1L);
        }
    }

    @Test
    void aDatabaseThatCannotBeReachedIsUnavailable() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://localhost:1/nowhere");

        assertThatThrownBy(() -> new PostgresTransactions(nowhere, nowhere).inTransaction(ACME, () -> true))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void aFailedStatementFailsTheTransactionEvenIfSomebodyCatchesIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.inTransaction(ACME, () -> {
                    take("INV");
                    assertThatIllegalStateException()
                            .isThrownBy(() -> transactions.current().update("update nothing_there set a = 1"));
                    return true;
                }))
                .withMessageContaining("nothing of it is kept");

        assertThat(transactions.inTransaction(ACME, () -> take("INV"))).isEqualTo(1);
    }

    @Test
    void ofTwoThatWaitForEachOtherOneIsToldToTryAgain() throws Exception {
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<String> one = pool.submit(() -> takeBoth("A", "B", bothHoldOne));
            Future<String> other = pool.submit(() -> takeBoth("B", "A", bothHoldOne));

            assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder("done", "unavailable");
        } finally {
            pool.shutdownNow();
        }
    }

    private String takeBoth(String first, String second, CountDownLatch bothHoldOne) {
        try {
            return transactions.inTransaction(ACME, () -> {
                take(first);
                bothHoldOne.countDown();
                awaitUninterrupted(bothHoldOne);
                take(second);
                return "done";
            });
        } catch (UnavailableException deadlock) {
            return "unavailable";
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock_timeout = '20ms'", "statement_timeout = '20ms'"})
    void whatTakesTooLongIsUnavailable(String setting) throws SQLException {
        DATABASE.administer("insert into number_series values ('INV', 1)");
        try (var holder = DATABASE.superuser().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("select * from number_series for update");

            assertThatThrownBy(() -> transactions.inTransaction(ACME, () -> {
                        transactions.current().update("set local " + setting);
                        return take("INV");
                    }))
                    .isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void anotherIsolationLevelIsRefused() {
        PGSimpleDataSource serializable = (PGSimpleDataSource) DATABASE.direct(TestDatabase.SERVICE);
        serializable.setOptions("-c default_transaction_isolation=serializable");

        assertThatIllegalStateException()
                .isThrownBy(() -> new PostgresTransactions(serializable, serializable).inTransaction(ACME, () -> true))
                .withMessageContaining("'serializable'");
    }

    @Test
    void aNarrowerScopeInsideIsBoundInTheDatabaseTooAndWidensAgainAfterwards() {
        transactions.inTransaction(BOTH, () -> {
            assertThat(bound()).isEqualTo("{acme,globex}");
            transactions.inTransaction(ACME, () -> assertThat(bound()).isEqualTo("{acme}"));
            return assertThat(bound()).isEqualTo("{acme,globex}");
        });
        transactions.inTransaction(Scope.SYSTEM, () -> {
            assertThat(bound()).isEqualTo("{}");
            return transactions.inTransaction(ACME, () -> assertThat(bound()).isEqualTo("{acme}"));
        });
    }

    @Test
    void anAttemptThatAnswersNoHasNeverHappened() {
        transactions.inTransaction(ACME, () -> {
            Session session = transactions.current();
            assertThat(session.attempt(() -> take("INV") > 1)).isFalse();
            assertThat(session.attempt(() -> take("INV") == 1)).isTrue();
            return true;
        });

        assertThat(transactions.inTransaction(ACME, () -> take("INV"))).isEqualTo(2);
    }

    @Test
    void anAttemptThatThrowsHasNeverHappened() {
        transactions.inTransaction(ACME, () -> {
            Session session = transactions.current();
            assertThatIllegalArgumentException().isThrownBy(() -> session.attempt(() -> take("INV") + take("\0") > 0));
            return true;
        });

        assertThat(transactions.inTransaction(ACME, () -> take("INV"))).isEqualTo(1);
    }

    private String bound() {
        return transactions
                .current()
                .queryOne("select current_setting('app.accounts') as bound", row -> row.text("bound"))
                .orElseThrow();
    }

    private long take(String series) {
        return transactions
                .current()
                .queryOne(
                        """
                        insert into number_series values (?, 1)
                        on conflict (series) do update set last_number = number_series.last_number + 1
                        returning last_number
                        """,
                        row -> row.whole("last_number"),
                        series)
                .orElseThrow();
    }

    /** Ends the connection of this transaction from outside, as a fail-over or a killed server process does. */
    private void terminate() {
        terminate(transactions.current());
    }

    private static void terminate(Session session) {
        long process = session.queryOne("select pg_backend_pid()::bigint as pid", row -> row.whole("pid"))
                .orElseThrow();
        DATABASE.administer("select pg_terminate_backend(" + process + ", 10000)");
    }
}
