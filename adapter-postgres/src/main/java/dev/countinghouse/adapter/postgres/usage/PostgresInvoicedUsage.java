package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.InvoicedUsage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row per account that was invoiced, locked by whoever changes usage before its boundary and by whoever restates it. */
public final class PostgresInvoicedUsage implements InvoicedUsage {

    private final PostgresTransactions transactions;

    public PostgresInvoicedUsage(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Standing> of(AccountId account) {
        return read(account, "select * from usage_invoiced where account_id = ?");
    }

    @Override
    public Optional<Standing> lock(AccountId account) {
        return read(account, "select * from usage_invoiced where account_id = ? for update");
    }

    private Optional<Standing> read(AccountId account, String sql) {
        return transactions.bound(account).queryOne(sql, PostgresInvoicedUsage::standing, account.value());
    }

    private static Standing standing(Row row) throws SQLException {
        return new Standing(
                row.instant("invoiced_until"), row.optionalInstant("changed_since"), row.optionalInstant("settle_at"));
    }

    @Override
    public Map<AccountId, Instant> invoicedUntil(Collection<AccountId> accounts) {
        accounts.forEach(transactions::bound);
        Map<AccountId, Instant> until = new HashMap<>();
        transactions
                .current()
                .query(
                        "select account_id, invoiced_until from usage_invoiced where account_id = any (?)",
                        row -> until.put(new AccountId(row.text("account_id")), row.instant("invoiced_until")),
                        accounts.stream().map(AccountId::value).toList());
        return until;
    }

    @Override
    public void save(AccountId account, Standing standing) {
        transactions
                .bound(account)
                .update(
                        """
                        insert into usage_invoiced (account_id, invoiced_until, changed_since, settle_at)
                        values (?, ?, ?, ?)
                        on conflict (account_id) do update
                           set invoiced_until = excluded.invoiced_until,
                               changed_since = excluded.changed_since,
                               settle_at = excluded.settle_at
                        """,
                        account.value(),
                        standing.until(),
                        standing.changedSince(),
                        standing.settleAt());
    }

    @Override
    public void changed(Map<AccountId, Instant> earliest) {
        earliest.keySet().forEach(transactions::bound);
        if (!earliest.isEmpty()) {
            transactions.current().send(List.of(noting(earliest)));
        }
    }

    /**
     * Notes that what was invoiced has changed, for whom alerts are to be looked at, and whose usage somebody else is to be
     * told of, in one statement, because every batch of events runs it. Rows are locked in the order of the accounts, so that two batches do not wait for each other
     * in a circle.
     */
    static Command noting(Map<AccountId, Instant> earliest) {
        String sql =
                """
                with changed as (
                    select account_id, at::timestamptz
                      from unnest(?::text[], ?::text[]) as changed (account_id, at)),
                noted as (
                    insert into alert_note (account_id) select account_id from changed),
                told as (
                    insert into usage_report_note (account_id, since)
                    select account_id, changed.at from changed join usage_report_watch using (account_id)),
                late as (
                    select kept.account_id, changed.at
                      from changed
                      join usage_invoiced as kept using (account_id)
                     where changed.at < kept.invoiced_until
                       and (kept.changed_since is null or changed.at < kept.changed_since)
                     order by kept.account_id
                       for update of kept)
                update usage_invoiced
                   set changed_since = least(changed_since, late.at)
                  from late
                 where usage_invoiced.account_id = late.account_id
                """;
        List<Map.Entry<AccountId, Instant>> rows = List.copyOf(earliest.entrySet());
        return new Command(sql, (statement, first) -> {
            statement.setArray(
                    first,
                    Columns.texts(
                            statement,
                            rows,
                            row -> StorableText.write(row.getKey().value())));
            statement.setArray(first + 1, Columns.instants(statement, rows, Map.Entry::getValue));
            return first + 2;
        });
    }

    @Override
    public List<AccountId> toSettleBy(Instant instant, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id
                          from usage_invoiced
                          left join account_clock using (account_id)
                         where settle_at <= coalesce(stands_at, ?) and changed_since is not null
                         order by settle_at, account_id
                         limit ?
                        """,
                        row -> new AccountId(row.text("account_id")),
                        instant,
                        limit);
    }
}
