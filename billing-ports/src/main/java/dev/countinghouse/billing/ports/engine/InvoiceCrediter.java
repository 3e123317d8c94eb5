package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.CreditInvoice;
import java.util.Optional;
import java.util.SortedMap;

final class InvoiceCrediter implements CreditInvoice {

    private final Books books;
    private final String series;

    InvoiceCrediter(Books books, String series) {
        this.books = books;
        this.series = series;
    }

    @Override
    public Outcome credit(InvoiceNumber number, SortedMap<String, Money> lines, String reason) {
        Optional<IssuedInvoice> found = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.invoices().find(number));
        if (found.isEmpty()) {
            return new Outcome.Refused("there is no invoice " + number);
        }
        IssuedInvoice invoice = found.get();
        try {
            return books.transactions()
                    .inTransaction(Scope.of(invoice.content().account()), () -> credit(invoice, lines, reason));
        } catch (IllegalArgumentException notCreditable) {
            // thrown out of the transaction, so that the number it took is given back
            return new Outcome.Refused(String.valueOf(notCreditable.getMessage()));
        }
    }

    private Outcome credit(IssuedInvoice invoice, SortedMap<String, Money> lines, String reason) {
        // two notes at once must not credit the same money twice
        books.subscriptions().lock(invoice.content().account());
        CreditNote note = CreditNote.of(
                invoice,
                books.invoices().creditNotesOf(invoice.number()),
                books.invoices().nextNumber(series),
                books.now(),
                reason,
                lines);
        books.invoices().addCreditNote(note);
        new Announcer(books).credited(invoice, note);
        return new Outcome.Credited(note);
    }
}
