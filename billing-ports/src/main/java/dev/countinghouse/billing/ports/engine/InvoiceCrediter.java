package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
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
    private final ReceivableBook receivables;

    InvoiceCrediter(Books books, String series, ReceivableBook receivables) {
        this.books = books;
        this.series = series;
        this.receivables = receivables;
    }

    @Override
    public Outcome credit(CreditNoteId id, InvoiceNumber number, SortedMap<String, Money> lines, String reason) {
        Optional<IssuedInvoice> found = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.invoices().find(number));
        if (found.isEmpty()) {
            return new Outcome.Refused("there is no invoice " + number);
        }
        IssuedInvoice invoice = found.get();
        try {
            return books.transactions()
                    .inTransaction(Scope.of(invoice.content().account()), () -> credit(id, invoice, lines, reason));
        } catch (IllegalArgumentException notCreditable) {
            // thrown out of the transaction, so that the number it took is given back
            return new Outcome.Refused(String.valueOf(notCreditable.getMessage()));
        }
    }

    private Outcome credit(CreditNoteId id, IssuedInvoice invoice, SortedMap<String, Money> lines, String reason) {
        AccountId account = invoice.content().account();
        // two notes at once must not credit the same money twice, and two calls with one id must not make two notes
        books.subscriptions().lock(account);
        Optional<CreditNote> earlier = books.invoices().findCreditNote(account, id);
        if (earlier.isPresent()) {
            return earlier.get().answers(invoice.number(), lines, reason)
                    ? new Outcome.Credited(earlier.get())
                    : new Outcome.Conflict(earlier.get());
        }
        return new Outcome.Credited(issue(id, invoice, lines, reason));
    }

    private CreditNote issue(CreditNoteId id, IssuedInvoice invoice, SortedMap<String, Money> lines, String reason) {
        CreditNote note = CreditNote.of(
                invoice,
                books.invoices().creditNotesOf(invoice.number()),
                id,
                books.invoices().nextNumber(series),
                books.now(invoice.content().account()),
                reason,
                lines);
        if (!books.invoices().addCreditNote(note)) {
            throw new IllegalStateException("credit note id '" + id + "' was taken although its account is locked");
        }
        new Announcer(books).credited(invoice, note);
        receivables.credited(invoice.content().account(), invoice.number(), note.total());
        return note;
    }
}
