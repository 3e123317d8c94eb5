package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.gate.PostgresReservations;
import dev.countinghouse.adapter.postgres.gate.PostgresUsageLimits;
import dev.countinghouse.adapter.postgres.ledger.PostgresJournal;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.usage.PostgresBackfills;
import dev.countinghouse.adapter.postgres.usage.PostgresInvoicedUsage;
import dev.countinghouse.adapter.postgres.usage.PostgresUsageCorrections;
import dev.countinghouse.adapter.postgres.usage.PostgresUsageLog;
import dev.countinghouse.billing.ports.driven.Storage;
import javax.sql.DataSource;

/**
 * The engine's storage in PostgreSQL: {@code BillingEngine.builder().storage(PostgresStorage.over(service, system))}. The
 * database must be migrated, see {@link PostgresSchema}.
 */
public final class PostgresStorage {

    private PostgresStorage() {}

    /** Over two data sources whose connections log in as a member of the service and of the system role. */
    public static Storage over(DataSource service, DataSource system) {
        return over(new PostgresTransactions(service, system));
    }

    public static Storage over(PostgresTransactions transactions) {
        PostgresCatalogues catalogues = new PostgresCatalogues(transactions);
        return new Storage(
                transactions,
                catalogues,
                new PostgresAccounts(transactions),
                new PostgresSubscriptions(transactions),
                new PostgresUsageLog(transactions, catalogues),
                new PostgresInvoicedUsage(transactions),
                new PostgresUsageCorrections(transactions, catalogues),
                new PostgresBackfills(transactions, catalogues),
                new PostgresInvoices(transactions),
                new PostgresApiKeys(transactions),
                new PostgresOutbox(transactions),
                new PostgresEndpoints(transactions),
                new PostgresDeliveries(transactions),
                new PostgresSimulations(transactions),
                new PostgresAccountClocks(transactions),
                new PostgresAlertWatch(transactions),
                new PostgresAlerts(transactions),
                new PostgresBudgets(transactions),
                new PostgresJournal(transactions),
                new PostgresSessions(transactions),
                new PostgresPurchases(transactions),
                new PostgresReceivables(transactions),
                new PostgresOwnerships(transactions),
                new PostgresUsageLimits(transactions),
                new PostgresReservations(transactions),
                new PostgresProvisions(transactions),
                new PostgresNotices(transactions),
                new PostgresCustomerRefs(transactions),
                new PostgresPaymentRefs(transactions),
                new PostgresCustomers(transactions),
                new PostgresCheckouts(transactions),
                new PostgresUsageReports(transactions),
                new PostgresPriceRefs(transactions),
                new PostgresProviderInvoices(transactions),
                new PostgresMirrors(transactions));
    }
}
