package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Outbox;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The row of an account's queue is locked before anything else, so that messages are numbered in the order they are kept. */
final class PostgresOutbox implements Outbox {

    private final PostgresTransactions transactions;

    PostgresOutbox(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void append(OutboxMessage message) {
        Session session = transactions.bound(message.account());
        session.update(
                """
                insert into outbox_queue (account_id, waits_since, attempts) values (?, ?, 0)
                on conflict (account_id) do update set waits_since = coalesce(outbox_queue.waits_since, excluded.waits_since)
                """,
                message.account().value(),
                message.at());
        session.update(
                """
                insert into outbox_message (account_id, message_type, message_key, payload, occurred_at)
                values (?, ?, ?, ?, ?)
                """,
                message.account().value(),
                message.type(),
                message.key(),
                message.payload(),
                message.at());
    }

    @Override
    public List<AccountId> dueBy(Instant now, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id
                          from outbox_queue
                         where waits_since is not null and (rests_until is null or rests_until <= ?)
                         order by waits_since, account_id
                         limit ?
                        """,
                        row -> new AccountId(row.text("account_id")),
                        now,
                        limit);
    }

    /** A queue that is locked is being appended to or claimed: whoever does that will be followed by the next. */
    @Override
    public Optional<Claim> claim(AccountId account, Instant now, Instant until) {
        Session session = transactions.bound(account);
        Optional<Long> attempts = session.queryOne(
                """
                select attempts::bigint as attempts
                  from outbox_queue
                 where account_id = ? and waits_since is not null and (rests_until is null or rests_until <= ?)
                   for update skip locked
                """,
                row -> row.whole("attempts"),
                account.value(),
                now);
        if (attempts.isEmpty()) {
            return Optional.empty();
        }
        Optional<Claim> claim = first(session, account, Math.toIntExact(attempts.get()) + 1, until);
        if (claim.isPresent()) {
            session.update(
                    "update outbox_queue set rests_until = ?, attempts = attempts + 1 where account_id = ?",
                    until,
                    account.value());
        } else {
            // somebody too slow delivered the last message, and then whoever held it wanted to try it again
            next(session, account);
        }
        return claim;
    }

    private static Optional<Claim> first(Session session, AccountId account, int attempt, Instant until) {
        return session.queryOne(
                "select * from outbox_message where account_id = ? and buried_at is null order by ordinal limit 1",
                row -> new Claim(message(row), row.whole("ordinal"), attempt, until),
                account.value());
    }

    private static OutboxMessage message(Row row) throws SQLException {
        return new OutboxMessage(
                new AccountId(row.text("account_id")),
                row.text("message_type"),
                row.text("message_key"),
                row.text("payload"),
                row.instant("occurred_at"));
    }

    @Override
    public boolean delivered(Claim claim) {
        Session session = transactions.bound(claim.message().account());
        boolean held = holds(session, claim);
        int deleted = session.update(
                "delete from outbox_message where account_id = ? and ordinal = ?",
                claim.message().account().value(),
                claim.ordinal());
        if (held) {
            next(session, claim.message().account());
        }
        return deleted > 0;
    }

    /** Whether nobody else has claimed it since; from then on nobody can, before the transaction ends. */
    private static boolean holds(Session session, Claim claim) {
        return session.queryOne(
                        "select rests_until from outbox_queue where account_id = ? for update",
                        row -> row.optionalInstant("rests_until"),
                        claim.message().account().value())
                .equals(Optional.of(Optional.of(claim.until())));
    }

    private static void next(Session session, AccountId account) {
        session.update(
                """
                update outbox_queue
                   set attempts = 0, last_failure = null, rests_until = null,
                       waits_since = (select occurred_at from outbox_message
                                  where account_id = ? and buried_at is null
                                  order by ordinal limit 1)
                 where account_id = ?
                """,
                account.value(),
                account.value());
    }

    @Override
    public void retry(Claim claim, Instant at, String reason) {
        Session session = transactions.bound(claim.message().account());
        if (holds(session, claim)) {
            session.update(
                    "update outbox_queue set rests_until = ?, last_failure = ? where account_id = ?",
                    at,
                    storable(reason),
                    claim.message().account().value());
        }
    }

    @Override
    public void bury(Claim claim, Instant at, String reason) {
        Session session = transactions.bound(claim.message().account());
        if (holds(session, claim)) {
            session.update(
                    "update outbox_message set buried_at = ?, buried_for = ? where account_id = ? and ordinal = ?",
                    at,
                    storable(reason),
                    claim.message().account().value(),
                    claim.ordinal());
            next(session, claim.message().account());
        }
    }

    /** Why something failed is said by whoever failed, and must not make that fail too. */
    static String storable(String reason) {
        return reason.replaceAll("[\\x00\\p{Cs}]", "?");
    }

    @Override
    public List<OutboxMessage> buried(AccountId account) {
        return transactions
                .bound(account)
                .query(
                        """
                        select * from outbox_message where account_id = ? and buried_at is not null order by ordinal
                        """,
                        PostgresOutbox::message,
                        account.value());
    }
}
