package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import java.util.List;
import java.util.Optional;

/** The invoices and credit notes there are. */
public interface ReadInvoices {

    /** All invoices of an account in the order they were issued. */
    List<IssuedInvoice> of(AccountId account);

    Optional<IssuedInvoice> find(InvoiceNumber number);

    /** Whose invoice that is, without the invoice, which may have thousands of lines; empty where there is none. */
    Optional<AccountId> accountOf(InvoiceNumber number);

    /** The credit notes of an invoice in the order they were issued; none for a number that was never issued. */
    List<CreditNote> creditNotesOf(InvoiceNumber invoice);
}
