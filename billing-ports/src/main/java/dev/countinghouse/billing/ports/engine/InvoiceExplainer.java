package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.ports.driven.EventPage;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ExplainInvoice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class InvoiceExplainer implements ExplainInvoice {

    private final Books books;

    InvoiceExplainer(Books books) {
        this.books = books;
    }

    private Optional<IssuedInvoice> invoice(InvoiceNumber number) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.invoices().find(number));
    }

    @Override
    public Optional<Explanation> explain(InvoiceNumber number, String key, Optional<UsageEvent> after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", a page holds at least 1 event");
        }
        return invoice(number).flatMap(invoice -> line(invoice, key).map(line -> books.transactions()
                .inTransaction(Scope.of(invoice.content().account()), () -> explanation(invoice, line, after, limit))));
    }

    private static Optional<LineItem> line(IssuedInvoice invoice, String key) {
        return Stream.concat(invoice.content().lines().stream(), invoice.content().paidWithCredits().stream())
                .filter(line -> line.key().equals(key))
                .findFirst();
    }

    private Explanation explanation(IssuedInvoice invoice, LineItem line, Optional<UsageEvent> after, int limit) {
        RatedLine rated = line.rated();
        if (rated.meter().isEmpty()) {
            return new Explanation(line, List.of(), Optional.empty());
        }
        Meter meter = Books.used(books.catalogue(), rated.meter().get());
        Filter filter = books.pinned(rated.plan()).charges().stream()
                .filter(charge -> charge.key().value().equals(rated.charge()))
                .map(Charge::filter)
                .findFirst()
                .orElse(Filter.ALL);
        EventPage page = books.usage().events(invoice.content().account(), meter, filter, rated.period(), after, limit);
        return new Explanation(line, page.events(), page.next());
    }
}
