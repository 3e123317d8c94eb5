package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.util.Map;
import java.util.stream.Collectors;

/** How the invoices of an account stand, read once for all of them. */
public record Statuses(Map<InvoiceNumber, Receivable.Status> receivables) {

    public static Statuses of(BillingEngine engine, AccountId account) {
        return new Statuses(engine.readReceivables().of(account).stream()
                .map(standing -> standing.receivable())
                .collect(Collectors.toMap(Receivable::invoice, Receivable::status)));
    }

    /** The same of one of them. */
    static Statuses of(BillingEngine engine, IssuedInvoice invoice) {
        return new Statuses(engine.readReceivables().find(invoice.content().account(), invoice.number()).stream()
                .map(standing -> standing.receivable())
                .collect(Collectors.toMap(Receivable::invoice, Receivable::status)));
    }

    /** What asks for nothing is paid; what was issued before anything was collected is open. */
    String of(IssuedInvoice invoice) {
        Receivable.Status usual =
                invoice.content().amountDue().isZero() ? Receivable.Status.PAID : Receivable.Status.OPEN;
        return receivables.getOrDefault(invoice.number(), usual).key();
    }
}
