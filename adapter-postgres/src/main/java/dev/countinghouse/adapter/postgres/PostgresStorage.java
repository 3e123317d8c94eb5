package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UsageLog;
import java.util.function.Function;

/**
 * The engine's storage in PostgreSQL: {@code BillingEngine.builder().storage(PostgresStorage.over(service, system))}. The
 * database must be migrated, see {@link PostgresSchema}.
 */
public final class PostgresStorage {

    private PostgresStorage() {}

    static Storage over(PostgresTransactions transactions, Function<PostgresTransactions, UsageLog> usage) {
        return new Storage(
                transactions,
                new PostgresCatalogues(transactions),
                new PostgresAccounts(transactions),
                new PostgresSubscriptions(transactions),
                usage.apply(transactions),
                new PostgresInvoices(transactions));
    }
}
