package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Transactions;
import dev.countinghouse.billing.ports.driven.UsageLog;

/** A storage with another way of beginning transactions, and of storing events. */
final class SwappedStorage {

    private SwappedStorage() {}

    static Storage of(Storage kept, Transactions transactions, UsageLog log) {
        return new Storage(
                transactions,
                kept.catalogues(),
                kept.accounts(),
                kept.subscriptions(),
                log,
                kept.invoicedUsage(),
                kept.corrections(),
                kept.backfills(),
                kept.invoices(),
                kept.keys(),
                kept.outbox(),
                kept.endpoints(),
                kept.deliveries(),
                kept.simulations(),
                kept.accountClocks(),
                kept.alertWatch(),
                kept.alerts(),
                kept.budgets(),
                kept.journal(),
                kept.sessions(),
                kept.purchases(),
                kept.receivables(),
                kept.ownerships(),
                kept.limits(),
                kept.reservations(),
                kept.provisions(),
                kept.notices(),
                kept.customerRefs(),
                kept.paymentRefs(),
                kept.customers(),
                kept.checkouts(),
                kept.usageReports(),
                kept.priceRefs(),
                kept.providerInvoices(),
                kept.mirrors());
    }
}
