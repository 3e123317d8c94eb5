package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.ports.driven.InvoicedUsage.Standing;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.PreviewInvoice;
import java.time.Instant;
import java.util.Optional;

final class InvoicePreviewer implements PreviewInvoice {

    private final Books books;

    InvoicePreviewer(Books books) {
        this.books = books;
    }

    @Override
    public Optional<DraftInvoice> preview(AccountId account, Instant asOf) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> preview(books, Lookups.account(books, account), asOf));
    }

    /** The closing invoice of the period that {@code asOf} is about, as far as it is known then. */
    static Optional<DraftInvoice> preview(Books books, AccountView view, Instant asOf) {
        return CurrentPeriod.of(view, asOf).map(current -> {
            InvoiceMaker maker = new InvoiceMaker(books, view);
            books.invoicedUsage()
                    .of(view.account().id())
                    .flatMap(Standing::changedSince)
                    .ifPresent(maker::restating);
            return maker.draft(
                    current.subscription(),
                    current.period().actual(),
                    new PeriodLines(view, true).closing(current.subscription(), current.period(), current.asOf()));
        });
    }
}
