package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.PayInvoice;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

final class InvoicePayer implements PayInvoice {

    private final Books books;
    private final ReceivableBook book;
    private final InvoiceCollector collector;

    InvoicePayer(ReceivableBook book, InvoiceCollector collector) {
        this.books = book.books();
        this.book = book;
        this.collector = collector;
    }

    @Override
    public Outcome pay(InvoiceNumber invoice) {
        Receivable seen = find(invoice);
        Optional<Receivable> begun = Optional.empty();
        while (begun.isEmpty()) {
            if (seen.receipts().undecided().isEmpty() && !seen.isPayable()) {
                return notPayable(seen);
            }
            Instant now = books.now(seen.account());
            begun = seen.receipts().undecided().isPresent()
                    ? Optional.of(seen)
                    : book.change(seen, it -> it.trying(true, now));
            seen = begun.isPresent() ? seen : find(invoice);
        }
        return new Outcome.Done(collector.settle(begun.get()));
    }

    @Override
    public Outcome paidOutside(InvoiceNumber invoice, String reference) {
        return changed(
                invoice,
                seen -> seen.receipts()
                        .outside()
                        .filter(earlier -> earlier.reference().equals(reference))
                        .isPresent(),
                it -> it.paidOutside(reference, books.now(it.account())));
    }

    @Override
    public Outcome writeOff(InvoiceNumber invoice) {
        return changed(
                invoice,
                seen -> seen.status() == Receivable.Status.UNCOLLECTIBLE,
                it -> it.writtenOff(books.now(it.account())));
    }

    private Outcome changed(
            InvoiceNumber invoice, Function<Receivable, Boolean> isDone, UnaryOperator<Receivable> change) {
        while (true) {
            Receivable seen = find(invoice);
            if (isDone.apply(seen)) {
                return new Outcome.Done(seen);
            }
            if (!seen.isPayable()) {
                return notPayable(seen);
            }
            Optional<Receivable> changed = book.change(seen, change);
            if (changed.isPresent()) {
                return new Outcome.Done(changed.get());
            }
        }
    }

    private static Outcome notPayable(Receivable seen) {
        String why = seen.receipts().undecided().isPresent()
                ? "has a payment that is not decided yet"
                : "is " + seen.status().key() + ", there is nothing to be paid";
        return new Outcome.Refused("invoice " + seen.invoice() + " " + why);
    }

    private Receivable find(InvoiceNumber invoice) {
        books.transactions().requireNone();
        AccountId account = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.invoices().find(invoice))
                .map(issued -> issued.content().account())
                .orElseThrow(() -> new UnknownException("there is no invoice " + invoice));
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.receivables().find(account, invoice))
                .orElseThrow(() -> new UnknownException("invoice " + invoice + " asks for nothing that is collected"));
    }
}
