package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.Restatement;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Issued invoices, what later ones restate of them, and credit notes. None of them ever changes or goes away. */
public interface Invoices {

    /**
     * The next number of a series, without gaps: it is taken when the transaction commits and given back when it does not,
     * and whoever else wants one waits until then.
     */
    InvoiceNumber nextNumber(String series);

    /**
     * Keeps an invoice; {@code false}, with nothing kept, if this subscription's boundary was invoiced before.
     *
     * @param boundary the end of the period the invoice closes, or the start it opens with
     */
    boolean add(SubscriptionId subscription, Instant boundary, IssuedInvoice invoice);

    Optional<IssuedInvoice> find(InvoiceNumber number);

    /** Whose invoice that is, told without reading the invoice; empty where {@link #find} finds none. */
    Optional<AccountId> accountOf(InvoiceNumber number);

    /** The invoices of an account in the order they were issued. */
    List<IssuedInvoice> of(AccountId account);

    /** What has been billed for each boundary of an account, in the order in which it was first billed. */
    List<Billed> billed(AccountId account);

    /** Keeps what an invoice, which is kept already, adjusts: from now on it is what has been billed for that boundary. */
    void restate(InvoiceNumber invoice, Restatement restatement);

    /** Keeps a credit note; {@code false}, with nothing kept, if its account has one with this id. */
    boolean addCreditNote(CreditNote note);

    Optional<CreditNote> findCreditNote(AccountId account, CreditNoteId id);

    /** The credit notes of an invoice in the order they were issued. */
    List<CreditNote> creditNotesOf(InvoiceNumber invoice);
}
