package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.document.InvoiceDocument;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.Restatement;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Billed;
import dev.countinghouse.billing.ports.driven.Invoices;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Invoices and credit notes as they were issued; the columns beside the document are for finding and adding up. */
final class PostgresInvoices implements Invoices {

    private final PostgresTransactions transactions;

    PostgresInvoices(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** The row of the series stays locked until the transaction ends: whoever is next sees what became of this number. */
    @Override
    public InvoiceNumber nextNumber(String series) {
        long number = transactions
                .current()
                .queryOne(
                        """
                        insert into number_series (series, last_number)
                        values (?, 1)
                        on conflict (series) do update set last_number = number_series.last_number + 1
                        returning last_number
                        """,
                        row -> row.whole("last_number"),
                        series)
                .orElseThrow();
        return new InvoiceNumber(series, number);
    }

    @Override
    public boolean add(SubscriptionId subscription, Instant boundary, IssuedInvoice invoice) {
        DraftInvoice content = invoice.content();
        Session session = transactions.current();
        session.requireBound(content.account());
        return session.update(
                        """
                        insert into invoice (
                            account_id, series, number, subscription_id, boundary, period_start, period_end,
                            issued_at, due_at, currency, total_minor, amount_due_minor, document)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json)
                        on conflict (account_id, subscription_id, boundary) do nothing
                        """,
                        content.account().value(),
                        invoice.number().series(),
                        invoice.number().sequence(),
                        subscription.value(),
                        boundary,
                        content.period().start(),
                        content.period().end(),
                        invoice.issuedAt(),
                        invoice.dueAt(),
                        content.currency().getCurrencyCode(),
                        content.total().minorUnits(),
                        content.amountDue().minorUnits(),
                        InvoiceDocument.write(invoice))
                == 1;
    }

    @Override
    public Optional<IssuedInvoice> find(InvoiceNumber number) {
        return transactions
                .current()
                .queryOne(
                        "select document from invoice where series = ? and number = ?",
                        row -> InvoiceDocument.read(row.text("document")),
                        number.series(),
                        number.sequence());
    }

    @Override
    public Optional<AccountId> accountOf(InvoiceNumber number) {
        return transactions
                .current()
                .queryOne(
                        "select account_id from invoice where series = ? and number = ?",
                        row -> new AccountId(row.text("account_id")),
                        number.series(),
                        number.sequence());
    }

    @Override
    public List<IssuedInvoice> of(AccountId account) {
        Session session = transactions.current();
        session.requireBound(account);
        return session.query(
                "select document from invoice where account_id = ? order by ordinal",
                row -> InvoiceDocument.read(row.text("document")),
                account.value());
    }

    @Override
    public List<Billed> billed(AccountId account) {
        Session session = transactions.current();
        session.requireBound(account);
        return session.query(
                """
                select subscription_id, boundary, issued, restated
                  from (select subscription_id, boundary, ordinal, document as issued
                          from invoice
                         where account_id = ?) as own
                  full join (select distinct on (restatement.subscription_id, restatement.boundary)
                                    restatement.subscription_id, restatement.boundary,
                                    min(carrier.ordinal) over (
                                        partition by restatement.subscription_id, restatement.boundary) as carrier,
                                    restatement.document as restated
                               from restatement
                               join invoice as carrier
                                 on carrier.account_id = restatement.account_id
                                and carrier.series = invoice_series and carrier.number = invoice_number
                              where restatement.account_id = ?
                              order by restatement.subscription_id, restatement.boundary, restatement.ordinal desc
                            ) as latest
                 using (subscription_id, boundary)
                 order by coalesce(own.ordinal, latest.carrier), boundary
                """,
                PostgresInvoices::billed,
                account.value(),
                account.value());
    }

    private static Billed billed(Row row) throws SQLException {
        Optional<IssuedInvoice> invoice = row.optionalText("issued").map(InvoiceDocument::read);
        return new Billed(
                new SubscriptionId(row.text("subscription_id")),
                row.instant("boundary"),
                invoice,
                row.optionalText("restated")
                        .map(InvoiceDocument::readContent)
                        .orElseGet(() -> invoice.orElseThrow().content().withoutAdjustments()));
    }

    @Override
    public void restate(InvoiceNumber invoice, Restatement restatement) {
        int added = transactions
                .current()
                .update(
                        """
                        insert into restatement (
                            account_id, subscription_id, boundary, invoice_series, invoice_number, document)
                        select account_id, ?, ?, series, number, ?::json
                          from invoice
                         where series = ? and number = ?
                        """,
                        restatement.subscription().value(),
                        restatement.boundary(),
                        InvoiceDocument.write(restatement.restated()),
                        invoice.series(),
                        invoice.sequence());
        if (added == 0) {
            throw new IllegalStateException("invoice " + invoice + " is to restate " + restatement.boundary()
                    + " and is not one of an account in scope");
        }
    }

    /** The invoice knows the account; one that is not bound is not there. */
    @Override
    public boolean addCreditNote(CreditNote note) {
        int added = transactions
                .current()
                .update(
                        """
                        insert into credit_note (
                            account_id, credit_note_id, series, number, invoice_series, invoice_number,
                            issued_at, currency, total_minor, document)
                        select account_id, ?, ?, ?, series, number, ?, ?, ?, ?::json
                          from invoice
                         where series = ? and number = ?
                        on conflict (account_id, credit_note_id) do nothing
                        """,
                        note.id().value(),
                        note.number().series(),
                        note.number().sequence(),
                        note.issuedAt(),
                        note.total().currency().getCurrencyCode(),
                        note.total().minorUnits(),
                        InvoiceDocument.write(note),
                        note.invoice().series(),
                        note.invoice().sequence());
        if (added == 0 && find(note.invoice()).isEmpty()) {
            throw new IllegalStateException("credit note " + note.number() + " is for invoice " + note.invoice()
                    + ", which is not one of an account in scope");
        }
        return added == 1;
    }

    @Override
    public Optional<CreditNote> findCreditNote(AccountId account, CreditNoteId id) {
        Session session = transactions.current();
        session.requireBound(account);
        return session.queryOne(
                "select document from credit_note where account_id = ? and credit_note_id = ?",
                row -> InvoiceDocument.readCreditNote(row.text("document")),
                account.value(),
                id.value());
    }

    @Override
    public List<CreditNote> creditNotesOf(InvoiceNumber invoice) {
        return transactions
                .current()
                .query(
                        """
                        select document
                          from credit_note
                         where invoice_series = ? and invoice_number = ?
                         order by ordinal
                        """,
                        row -> InvoiceDocument.readCreditNote(row.text("document")),
                        invoice.series(),
                        invoice.sequence());
    }
}
