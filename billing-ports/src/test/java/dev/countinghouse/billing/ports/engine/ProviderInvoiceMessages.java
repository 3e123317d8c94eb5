package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;

import dev.countinghouse.billing.domain.notice.NoticeSubject.Kind;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.util.List;

/** Everything that is told of invoices of a provider. */
final class ProviderInvoiceMessages extends FollowCase {

    private ProviderInvoiceMessages() {}

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    static List<OutboxMessage> ofEachType() {
        ProviderInvoiceMessages of = new ProviderInvoiceMessages();
        of.open();
        InvoiceReference invoice = of.there.draft(ACME, "in_1", of.bench.clock.instant());
        of.there.cannotBeFinalized(invoice, "no address");
        of.noticed(Kind.INVOICE, "in_1");
        of.there.fails(invoice, 1);
        of.noticed(Kind.INVOICE, "in_1");
        for (Status status : List.of(Status.UNCOLLECTIBLE, Status.PAID, Status.VOID)) {
            of.there.becomes(invoice, status);
            of.noticed(Kind.INVOICE, "in_1");
        }
        of.there.credits(invoice, "cn_1", "5.00");
        of.noticed(Kind.CREDIT_NOTE, "cn_1");
        return of.messages();
    }
}
