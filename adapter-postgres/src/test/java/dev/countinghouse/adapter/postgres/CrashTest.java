package dev.countinghouse.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.database.CrashingDataSource;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Samples;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The connection is cut before each statement in turn: nothing is ever half done, and doing it again does it. */
class CrashTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Storage whole = TestStorage.emptyIn(DATABASE);

    @Test
    void aCrashBeforeAnyStatementLeavesNothingHalfDone() throws SQLException {
        int statements = statementsOf(Integer.MAX_VALUE);
        assertThat(statements).isGreaterThan(10);
        DATABASE.clear();

        for (int crash = 1; crash <= statements; crash++) {
            int at = crash;
            assertThatThrownBy(() -> statementsOf(at))
                    .as("crash at step " + at)
                    .isInstanceOf(UnavailableException.class);
            assertThat(rows()).as("rows after a crash at step " + at).isEmpty();
        }
        openAndBill(whole);
        assertThat(numbersIssued(whole)).containsExactly(1L);
    }

    @Test
    void aCrashAfterTheCommitIsReportedAndDoneAgainChangesNothing() {
        CrashingDataSource crashing = CrashingDataSource.afterCommit(DATABASE.direct(TestDatabase.SERVICE));
        Storage storage = storageOver(crashing);

        assertThatThrownBy(() -> openAndBill(storage)).isInstanceOf(UnavailableException.class);

        assertThat(numbersIssued(whole)).containsExactly(1L);
        openAndBill(whole);
        assertThat(numbersIssued(whole)).containsExactly(1L);
    }

    /** Returns how many steps on the connection it took. */
    private static int statementsOf(int crashBefore) {
        CrashingDataSource crashing = CrashingDataSource.beforeStep(DATABASE.direct(TestDatabase.SERVICE), crashBefore);
        openAndBill(storageOver(crashing));
        return crashing.steps();
    }

    private static Storage storageOver(CrashingDataSource crashing) {
        return PostgresStorage.over(new PostgresTransactions(crashing, DATABASE.system()));
    }

    /** Everything the ports write, in one transaction; again, it finds what it did. */
    private static void openAndBill(Storage storage) {
        storage.transactions().inTransaction(Scope.of(Samples.ACME), () -> {
            storage.subscriptions().lock(Samples.ACME);
            storage.accounts().add(Samples.account(Samples.ACME, "one", "two"));
            storage.accounts().update(Samples.account(Samples.ACME, "two", "three"));
            Subscribed stored = Samples.subscribed("sub", Samples.ACME, Samples.START);
            if (storage.subscriptions().add(stored)) {
                bill(storage, stored);
            }
            return true;
        });
    }

    private static void bill(Storage storage, Subscribed stored) {
        IssuedInvoice invoice = Samples.invoice(Samples.ACME, storage.invoices().nextNumber("INV"));
        storage.invoices().add(new SubscriptionId("sub"), Samples.START, invoice);
        storage.subscriptions()
                .save(new Subscribed(
                        stored.subscription(),
                        Optional.of(Samples.START),
                        Optional.of(Samples.START.plusSeconds(60)),
                        stored.revision()));
        storage.invoices()
                .addCreditNote(Samples.creditNote(invoice, storage.invoices().nextNumber("CN"), 5));
    }

    private static List<Long> numbersIssued(Storage storage) {
        return storage.transactions()
                .inTransaction(Scope.of(Samples.ACME), () -> storage.invoices().of(Samples.ACME).stream()
                        .map(invoice -> invoice.number().sequence())
                        .toList());
    }

    private static List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DATABASE.superuser().getConnection()) {
            List<String> tables = new ArrayList<>(Tenants.tables(DATABASE.superuser()));
            tables.add("number_series");
            for (String table : tables) {
                rows.addAll(Tenants.texts(connection, "select '" + table + ' ' + "' || t from " + table + " t"));
            }
        }
        return rows;
    }
}
