package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.AlertWatch;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A note is a row that is only ever inserted and deleted, so that batches of events never wait for one. Of what changes
 * usage the usage log writes them, with a statement it runs anyway.
 */
final class PostgresAlertWatch implements AlertWatch {

    private final PostgresTransactions transactions;

    PostgresAlertWatch(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void changed(Collection<AccountId> accounts) {
        Session session = transactions.current();
        accounts.forEach(session::requireBound);
        session.update(
                "insert into alert_note (account_id) select unnest(?::text[])",
                accounts.stream().map(AccountId::value).toList());
    }

    /** Each part is limited by itself, so that a page reads the notes of its own accounts and not all there are. */
    @Override
    public List<AccountId> dueBy(Instant instant, Optional<AccountId> after, int limit) {
        String behind = after.map(AccountId::value).orElse("");
        return transactions
                .current()
                .query(
                        """
                        (select distinct account_id
                           from alert_note
                          where account_id > ?
                          order by account_id
                          limit ?)
                        union
                        (select account_id
                           from alert_look
                          where again_at <= ? and account_id > ?
                            and not exists (select from account_clock as own where own.account_id = alert_look.account_id)
                          order by account_id
                          limit ?)
                        union
                        (select account_id
                           from account_clock
                           join alert_look using (account_id)
                          where again_at <= stands_at and account_id > ?
                          order by account_id
                          limit ?)
                        order by account_id
                        limit ?
                        """,
                        row -> new AccountId(row.text("account_id")),
                        behind,
                        limit,
                        instant,
                        behind,
                        limit,
                        behind,
                        limit,
                        limit);
    }

    /** A statement that begins after the notes are gone sees what they told of: their transactions had committed. */
    @Override
    public Optional<Instant> take(AccountId account) {
        Session session = transactions.bound(account);
        session.update("delete from alert_note where account_id = ?", account.value());
        return session.queryOne(
                "select looked_at from alert_look where account_id = ?",
                row -> row.instant("looked_at"),
                account.value());
    }

    @Override
    public Optional<Instant> againAt(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        "select again_at from alert_look where account_id = ?",
                        row -> row.optionalInstant("again_at"),
                        account.value())
                .flatMap(again -> again);
    }

    @Override
    public Optional<AccountId> firstAgainBy(Instant instant) {
        return transactions
                .current()
                .queryOne(
                        """
                        select account_id
                          from alert_look
                         where again_at <= ?
                           and not exists (select from account_clock as own where own.account_id = alert_look.account_id)
                         order by again_at, account_id
                         limit 1
                        """,
                        row -> new AccountId(row.text("account_id")),
                        instant);
    }

    @Override
    public void looked(AccountId account, Instant at, Optional<Instant> again) {
        transactions
                .bound(account)
                .update(
                        """
                        insert into alert_look (account_id, looked_at, again_at) values (?, ?, ?)
                        on conflict (account_id) do update
                           set looked_at = excluded.looked_at, again_at = excluded.again_at
                        """,
                        account.value(),
                        at,
                        again);
    }
}
