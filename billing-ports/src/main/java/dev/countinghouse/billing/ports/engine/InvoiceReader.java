package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadInvoices;
import java.util.List;
import java.util.Optional;

final class InvoiceReader implements ReadInvoices {

    private final Books books;

    InvoiceReader(Books books) {
        this.books = books;
    }

    @Override
    public List<IssuedInvoice> of(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            return books.invoices().of(account);
        });
    }

    @Override
    public Optional<IssuedInvoice> find(InvoiceNumber number) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.invoices().find(number));
    }

    @Override
    public Optional<AccountId> accountOf(InvoiceNumber number) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.invoices().accountOf(number));
    }

    @Override
    public List<CreditNote> creditNotesOf(InvoiceNumber invoice) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.invoices().creditNotesOf(invoice));
    }
}
