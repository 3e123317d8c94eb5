package dev.countinghouse.app;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import io.quarkus.arc.Arc;

/** Looks into the database, because an event that nothing counts shows nowhere else. */
public final class StoredUsage {

    private StoredUsage() {}

    /** How many events of an account there are, whatever their type. */
    public static long events(String account) {
        PostgresTransactions transactions =
                Arc.container().instance(PostgresTransactions.class).get();
        return transactions.inTransaction(Scope.of(new AccountId(account)), () -> transactions
                .current()
                .queryOne("select count(*) as events from usage_event", row -> row.whole("events"))
                .orElseThrow());
    }
}
