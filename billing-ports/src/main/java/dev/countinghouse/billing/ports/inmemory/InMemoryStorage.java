package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.Storage;

/** Ports in memory that share their transactions. */
public final class InMemoryStorage {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryAccountClocks clocks = new InMemoryAccountClocks(transactions);
    private final InMemoryAlertWatch watch = new InMemoryAlertWatch(transactions, clocks);
    private final InMemoryUsageReports reports = new InMemoryUsageReports(transactions, clocks);
    private final InMemoryInvoicedUsage invoiced = new InMemoryInvoicedUsage(transactions, clocks, watch, reports);
    private final InMemoryUsageLog usage = new InMemoryUsageLog(transactions, invoiced);
    private final InMemoryUsageCorrections corrections = new InMemoryUsageCorrections(transactions, usage);

    private InMemoryStorage() {}

    public static Storage empty() {
        return new InMemoryStorage().storage();
    }

    private Storage storage() {
        return new Storage(
                transactions,
                new InMemoryCatalogues(transactions),
                new InMemoryAccounts(transactions),
                new InMemorySubscriptions(transactions, clocks),
                usage,
                invoiced,
                corrections,
                new InMemoryBackfills(transactions, usage, corrections),
                new InMemoryInvoices(transactions),
                new InMemoryApiKeys(transactions),
                new InMemoryOutbox(transactions),
                new InMemoryEndpoints(transactions),
                new InMemoryDeliveries(transactions),
                new InMemorySimulations(transactions),
                clocks,
                watch,
                new InMemoryAlerts(transactions),
                new InMemoryBudgets(transactions),
                new InMemoryJournal(transactions, clocks),
                new InMemorySessions(transactions, clocks),
                new InMemoryPurchases(transactions),
                new InMemoryReceivables(transactions, clocks),
                new InMemoryOwnerships(transactions),
                new InMemoryUsageLimits(transactions),
                new InMemoryReservations(transactions),
                new InMemoryProvisions(transactions),
                new InMemoryNotices(transactions),
                new InMemoryCustomerRefs(transactions),
                new InMemoryPaymentRefs(transactions),
                new InMemoryCustomers(transactions),
                new InMemoryCheckouts(transactions),
                reports,
                new InMemoryPriceRefs(transactions),
                new InMemoryProviderInvoices(transactions),
                new InMemoryMirrors(transactions, clocks));
    }
}
