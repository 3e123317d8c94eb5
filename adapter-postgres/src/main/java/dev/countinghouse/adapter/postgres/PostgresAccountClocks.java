package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.AccountClocks;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** A row per account that has one. */
final class PostgresAccountClocks implements AccountClocks {

    private final PostgresTransactions transactions;

    PostgresAccountClocks(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Map<AccountId, Instant> of(Collection<AccountId> accounts) {
        accounts.forEach(transactions::bound);
        Map<AccountId, Instant> found = new HashMap<>();
        transactions
                .current()
                .query(
                        "select account_id, stands_at from account_clock where account_id = any (?)",
                        row -> found.put(new AccountId(row.text("account_id")), row.instant("stands_at")),
                        accounts.stream().map(AccountId::value).toList());
        return found;
    }

    @Override
    public void move(AccountId account, Instant to) {
        transactions
                .bound(account)
                .update(
                        """
                        insert into account_clock (account_id, stands_at) values (?, ?)
                        on conflict (account_id) do update
                           set stands_at = greatest(account_clock.stands_at, excluded.stands_at)
                        """,
                        account.value(),
                        to);
    }
}
