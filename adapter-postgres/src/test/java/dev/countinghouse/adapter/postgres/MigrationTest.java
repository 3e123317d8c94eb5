package dev.countinghouse.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.document.InvoiceDocument;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.ports.driven.Purchases.Due;
import dev.countinghouse.billing.ports.driven.Samples;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** What a database held before a migration is there and readable after it. */
class MigrationTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final InvoiceNumber INVOICE = new InvoiceNumber("INV", 3);

    @Test
    void creditNotesFromBeforeTheyHadIdsGoByTheirNumbers() throws SQLException {
        PGSimpleDataSource owner = (PGSimpleDataSource) DATABASE.unmigrated();
        migrateTo("4", owner);
        try (Connection connection = owner.getConnection()) {
            connection.createStatement().execute("select set_config('app.accounts', '{acme}', false)");
            insertInvoice(connection);
            insertNote(connection, 7, "1.00 USD");
            insertNote(connection, 1_234_567, "2.00 USD");
        }

        PostgresSchema.migrate(owner);

        Storage storage = PostgresStorage.over(as(TestDatabase.SERVICE, owner), as(TestDatabase.SYSTEM, owner));
        List<CreditNote> notes = storage.transactions()
                .inTransaction(Scope.of(Samples.ACME), () -> storage.invoices().creditNotesOf(INVOICE));
        assertThat(notes)
                .extracting(note -> note.id() + " " + note.number() + " " + note.total())
                .containsExactly("CN-000007 CN-000007 1.00 USD", "CN-1234567 CN-1234567 2.00 USD");
        for (CreditNote note : notes) {
            assertThat(found(storage, note.number().toString())).contains(note);
            assertThat(again(storage, note)).isFalse();
        }
        assertThat(found(storage, "another")).isEmpty();
    }

    @Test
    void purchasesThatWerePaidHalfAYearBeforeAreLookedAtAgain() throws SQLException {
        PGSimpleDataSource owner = (PGSimpleDataSource) DATABASE.unmigrated();
        migrateTo("25", owner);
        try (Connection connection = owner.getConnection()) {
            connection.createStatement().execute("select set_config('app.accounts', '{acme}', false)");
            insertPurchase(connection, "recent", "succeeded", "100 days");
            insertPurchase(connection, "old", "succeeded", "200 days");
            insertPurchase(connection, "failed", "failed", "1 day");
        }

        PostgresSchema.migrate(owner);

        Storage storage = PostgresStorage.over(as(TestDatabase.SERVICE, owner), as(TestDatabase.SYSTEM, owner));
        Instant within = Instant.now().plus(Duration.ofDays(31)).truncatedTo(ChronoUnit.MICROS);
        assertThat(storage.transactions()
                        .inTransaction(Scope.SYSTEM, () -> storage.purchases().dueBy(within, 9)))
                .containsExactly(new Due(Samples.ACME, new PurchaseId("recent"), 0));
    }

    private static void insertPurchase(Connection connection, String id, String state, String ago) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                """
                insert into purchase (
                    account_id, purchase_id, payment_key, origin, price_minor, currency, started_at, state,
                    look_at, looks, revision, document)
                values ('acme', ?, ?, 'customer', 1000, 'USD', now() - ?::interval, ?, null, 3, 2, '{}')
                """)) {
            insert.setString(1, id);
            insert.setString(2, "buy_" + id);
            insert.setString(3, ago);
            insert.setString(4, state);
            insert.executeUpdate();
        }
    }

    private static Optional<CreditNote> found(Storage storage, String id) {
        return storage.transactions().inTransaction(Scope.of(Samples.ACME), () -> storage.invoices()
                .findCreditNote(Samples.ACME, new CreditNoteId(id)));
    }

    private static boolean again(Storage storage, CreditNote note) {
        CreditNote another = new CreditNote(
                note.id(),
                new InvoiceNumber("CN", 99),
                INVOICE,
                note.issuedAt(),
                note.reason(),
                note.lines(),
                note.taxes());
        return storage.transactions()
                .inTransaction(Scope.of(Samples.ACME), () -> storage.invoices().addCreditNote(another));
    }

    private static void migrateTo(String version, PGSimpleDataSource owner) {
        Flyway.configure(PostgresSchema.class.getClassLoader())
                .dataSource(owner)
                .table(PostgresSchema.HISTORY)
                .resourceProvider(new Migrations())
                .javaMigrationClassProvider(List::of)
                .target(version)
                .load()
                .migrate();
    }

    private static PGSimpleDataSource as(String user, PGSimpleDataSource owner) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(owner.getUrl());
        source.setUser(user);
        source.setPassword(TestDatabase.PASSWORD);
        return source;
    }

    private static void insertInvoice(Connection connection) throws SQLException {
        IssuedInvoice invoice = Samples.invoice(Samples.ACME, INVOICE);
        try (PreparedStatement insert = connection.prepareStatement(
                """
                insert into invoice (
                    account_id, series, number, subscription_id, boundary, period_start, period_end,
                    issued_at, due_at, currency, total_minor, amount_due_minor, document)
                values ('acme', 'INV', 3, 'sub', now(), now(), now(), now(), now(), 'USD', 0, 0, ?::json)
                """)) {
            insert.setString(1, InvoiceDocument.write(invoice));
            insert.executeUpdate();
        }
    }

    private static void insertNote(Connection connection, long number, String amount) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                """
                insert into credit_note (
                    account_id, series, number, invoice_series, invoice_number,
                    issued_at, currency, total_minor, document)
                values ('acme', 'CN', ?, 'INV', 3, now(), 'USD', 0, ?::json)
                """)) {
            insert.setLong(1, number);
            insert.setString(
                    2,
                    """
                    {"format": 1, "number": {"series": "CN", "sequence": %d},
                     "invoice": {"series": "INV", "sequence": 3}, "issued_at": "2026-03-05T00:00:00Z",
                     "reason": "a mistake", "lines": [{"key": "line", "amount": "%s"}], "taxes": []}
                    """
                            .formatted(number, amount));
            insert.executeUpdate();
        }
    }
}
