package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Attempt;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.ports.driven.Deliveries;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A delivery changes by comparing what it was: of all that claim or settle it one finds it so. */
final class PostgresDeliveries implements Deliveries {

    private final PostgresTransactions transactions;

    PostgresDeliveries(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Delivery delivery) {
        return transactions
                        .bound(delivery.account())
                        .update(
                                """
                                insert into delivery (
                                    account_id, endpoint_id, message_id, message_type, payload, occurred_at, created_at,
                                    state, due_at, attempts, tries, finished_at, last_failure)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict do nothing
                                """,
                                delivery.account().value(),
                                delivery.endpoint().value(),
                                delivery.message().value(),
                                delivery.type(),
                                delivery.payload(),
                                delivery.occurredAt(),
                                delivery.createdAt(),
                                word(delivery.state()),
                                delivery.dueAt(),
                                delivery.attempts(),
                                delivery.tries(),
                                delivery.finishedAt(),
                                delivery.lastFailure())
                > 0;
    }

    private static String word(Delivery.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<Delivery> find(Delivery.Key key) {
        return transactions
                .bound(key.account())
                .queryOne(
                        "select * from delivery where account_id = ? and endpoint_id = ? and message_id = ?",
                        PostgresDeliveries::delivery,
                        key.account().value(),
                        key.endpoint().value(),
                        key.message().value());
    }

    /** A message is about one account, so there is one at most. */
    @Override
    public Optional<Delivery> find(EndpointId endpoint, MessageId message) {
        return transactions
                .current()
                .queryOne(
                        "select * from delivery where endpoint_id = ? and message_id = ?",
                        PostgresDeliveries::delivery,
                        endpoint.value(),
                        message.value());
    }

    @Override
    public boolean replace(Delivery before, Delivery after) {
        return transactions
                        .bound(before.account())
                        .update(
                                """
                                update delivery
                                   set state = ?, due_at = ?, attempts = ?, tries = ?, finished_at = ?, last_failure = ?
                                 where account_id = ? and endpoint_id = ? and message_id = ?
                                   and state = ? and due_at is not distinct from ? and attempts = ? and tries = ?
                                """,
                                word(after.state()),
                                after.dueAt(),
                                after.attempts(),
                                after.tries(),
                                after.finishedAt(),
                                after.lastFailure().map(PostgresOutbox::storable),
                                before.account().value(),
                                before.endpoint().value(),
                                before.message().value(),
                                word(before.state()),
                                before.dueAt(),
                                before.attempts(),
                                before.tries())
                > 0;
    }

    @Override
    public void note(Delivery.Key key, Attempt attempt) {
        transactions
                .bound(key.account())
                .update(
                        """
                        insert into delivery_attempt (
                            account_id, endpoint_id, message_id, attempt, began_at, millis, status, failure)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        key.account().value(),
                        key.endpoint().value(),
                        key.message().value(),
                        attempt.number(),
                        attempt.at(),
                        attempt.duration().toMillis(),
                        attempt.status(),
                        attempt.failure().map(PostgresOutbox::storable));
    }

    @Override
    public List<Attempt> attempts(Delivery.Key key, int after, int limit) {
        return transactions
                .bound(key.account())
                .query(
                        """
                        select *
                          from delivery_attempt
                         where account_id = ? and endpoint_id = ? and message_id = ? and attempt > ?
                         order by attempt
                         limit ?
                        """,
                        PostgresDeliveries::attempt,
                        key.account().value(),
                        key.endpoint().value(),
                        key.message().value(),
                        after,
                        limit);
    }

    private static Attempt attempt(Row row) throws SQLException {
        return new Attempt(
                Math.toIntExact(row.whole("attempt")),
                row.instant("began_at"),
                Duration.ofMillis(row.whole("millis")),
                row.optionalText("status").map(Integer::valueOf),
                row.optionalText("failure"));
    }

    /** Goes from endpoint to endpoint along the index, and not over all that waits. */
    @Override
    public List<EndpointId> dueEndpoints(Instant instant, Collection<EndpointId> except, int limit) {
        return transactions
                .current()
                .query(
                        """
                        with recursive first (endpoint_id, due_at) as (
                            (select endpoint_id, due_at
                               from delivery
                              where due_at is not null
                              order by endpoint_id, due_at
                              limit 1)
                            union all
                            select next.endpoint_id, next.due_at
                              from first
                             cross join lateral (
                                   select endpoint_id, due_at
                                     from delivery
                                    where due_at is not null and endpoint_id > first.endpoint_id
                                    order by endpoint_id, due_at
                                    limit 1) as next
                        )
                        select endpoint_id
                          from first
                         where due_at <= ? and endpoint_id <> all (?)
                         order by due_at, endpoint_id
                         limit ?
                        """,
                        row -> new EndpointId(row.text("endpoint_id")),
                        instant,
                        except.stream().map(EndpointId::value).toList(),
                        limit);
    }

    @Override
    public List<Delivery.Key> due(EndpointId endpoint, Instant instant, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id, message_id
                          from delivery
                         where endpoint_id = ? and due_at <= ?
                         order by due_at, message_id
                         limit ?
                        """,
                        row -> new Delivery.Key(
                                new AccountId(row.text("account_id")), endpoint, new MessageId(row.text("message_id"))),
                        endpoint.value(),
                        instant,
                        limit);
    }

    @Override
    public List<Delivery> list(EndpointId endpoint, Selection selection, int limit) {
        StringBuilder sql = new StringBuilder("select * from delivery where endpoint_id = ?");
        List<Object> values = new ArrayList<>(List.of(endpoint.value()));
        selection.state().ifPresent(state -> {
            sql.append(" and state = ?");
            values.add(word(state));
        });
        selection.since().ifPresent(since -> {
            sql.append(" and created_at >= ?");
            values.add(since);
        });
        selection.before().ifPresent(place -> {
            sql.append(" and (created_at, message_id) < (?, ?)");
            values.add(place.createdAt());
            values.add(place.message().value());
        });
        sql.append(" order by created_at desc, message_id desc limit ?");
        values.add(limit);
        return transactions.current().query(sql.toString(), PostgresDeliveries::delivery, values.toArray());
    }

    private static Delivery delivery(Row row) throws SQLException {
        return new Delivery(
                new AccountId(row.text("account_id")),
                new EndpointId(row.text("endpoint_id")),
                new MessageId(row.text("message_id")),
                row.text("message_type"),
                row.text("payload"),
                row.instant("occurred_at"),
                row.instant("created_at"),
                Delivery.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.optionalInstant("due_at"),
                Math.toIntExact(row.whole("attempts")),
                Math.toIntExact(row.whole("tries")),
                row.optionalInstant("finished_at"),
                row.optionalText("last_failure"));
    }

    @Override
    public List<AccountId> finishedBefore(Instant instant, int limit) {
        return transactions
                .current()
                .query(
                        "select distinct account_id from delivery where finished_at < ? order by account_id limit ?",
                        row -> new AccountId(row.text("account_id")),
                        instant,
                        limit);
    }

    @Override
    public int purge(AccountId account, Instant before, int limit) {
        return transactions
                .bound(account)
                .query(
                        """
                        with old as (
                            delete from delivery
                             where (account_id, endpoint_id, message_id) in (
                                   select account_id, endpoint_id, message_id
                                     from delivery
                                    where account_id = ? and finished_at < ?
                                    limit ?)
                         returning account_id, endpoint_id, message_id
                        ), noted as (
                            delete from delivery_attempt
                             using old
                             where delivery_attempt.account_id = old.account_id
                               and delivery_attempt.endpoint_id = old.endpoint_id
                               and delivery_attempt.message_id = old.message_id
                        )
                        select account_id from old
                        """,
                        row -> row.text("account_id"),
                        account.value(),
                        before,
                        limit)
                .size();
    }
}
