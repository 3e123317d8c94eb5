package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The events themselves, read in their order and never all at once. */
final class Events {

    private static final int FETCHED_AT_ONCE = 1_000;

    /** As the index has them, so that rows that are read together lie together. */
    private static final Comparator<UsageEvent> STORED = Comparator.comparing(UsageEvent::account)
            .thenComparing(UsageEvent::type)
            .thenComparing(UsageEvent::time);

    private Events() {}

    static UsageEvent kept(UsageEvent event) {
        Instant time = Columns.kept(event.time());
        return time.equals(event.time())
                ? event
                : new UsageEvent(event.account(), event.key(), event.type(), event.subject(), time, event.data());
    }

    static Command insert(List<UsageEvent> events, int generation) {
        String sql =
                """
                insert into usage_event
                       (account_id, event_type, occurred_at, source, event_id, subject, generation, data)
                select account_id, event_type, occurred_at::timestamptz, source, event_id, subject, ?, data::jsonb
                  from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                       as event (account_id, event_type, occurred_at, source, event_id, subject, data)
                """;
        List<UsageEvent> rows = events.stream().sorted(STORED).toList();
        return new Command(sql, (statement, first) -> {
            statement.setInt(first, generation);
            statement.setArray(first + 1, Columns.texts(statement, rows, event -> account(event.account())));
            statement.setArray(first + 2, Columns.texts(statement, rows, event -> StorableText.write(event.type())));
            statement.setArray(first + 3, Columns.instants(statement, rows, UsageEvent::time));
            statement.setArray(
                    first + 4,
                    Columns.texts(
                            statement,
                            rows,
                            event -> StorableText.write(event.key().source())));
            statement.setArray(
                    first + 5,
                    Columns.texts(
                            statement,
                            rows,
                            event -> StorableText.write(event.key().id())));
            statement.setArray(first + 6, Columns.texts(statement, rows, event -> StorableText.write(event.subject())));
            statement.setArray(first + 7, Columns.texts(statement, rows, event -> EventDataJson.write(event.data())));
            return first + 8;
        });
    }

    /** Events of an account and type in their order, until the visitor answers {@code false}. */
    static void read(
            Session session,
            AccountId account,
            String type,
            Optional<Instant> start,
            Instant end,
            Predicate<UsageEvent> visitor) {
        String sql =
                """
                select occurred_at, source, event_id, subject, data::text
                  from usage_event
                 where account_id = ? and event_type = ? and occurred_at >= ? and occurred_at < ?
                 order by occurred_at, source, event_id
                """;
        session.run(sql, statement -> {
            statement.setString(1, account(account));
            statement.setString(2, StorableText.write(type));
            statement.setObject(3, Columns.bound(start.orElse(Instant.MIN)));
            statement.setObject(4, Columns.bound(end));
            return visit(statement, account, type, visitor);
        });
    }

    /** Events of a window, those behind {@code after} where it is given. */
    static void readPage(
            Session session,
            AccountId account,
            String type,
            Period window,
            Optional<UsageEvent> after,
            Predicate<UsageEvent> visitor) {
        Position from = after.map(Position::behind).orElse(Position.START);
        Instant start = from.time().isAfter(window.start()) ? from.time() : window.start();
        String sql =
                """
                select occurred_at, source, event_id, subject, data::text
                  from usage_event
                 where account_id = ? and event_type = ? and occurred_at >= ? and occurred_at < ?
                   and (occurred_at, source, event_id) > (?, ?, ?)
                 order by occurred_at, source, event_id
                """;
        session.run(sql, statement -> {
            statement.setString(1, account(account));
            statement.setString(2, StorableText.write(type));
            statement.setObject(3, Columns.bound(start));
            statement.setObject(4, Columns.bound(window.end()));
            setPosition(statement, 5, from);
            return visit(statement, account, type, visitor);
        });
    }

    /** Events behind a position that were stored in an earlier generation, {@code limit} of them. */
    static void readEarlier(
            Session session,
            AccountId account,
            String type,
            Position from,
            int generation,
            int limit,
            Predicate<UsageEvent> visitor) {
        String sql =
                """
                select occurred_at, source, event_id, subject, data::text
                  from usage_event
                 where account_id = ? and event_type = ? and occurred_at >= ?
                   and (occurred_at, source, event_id) > (?, ?, ?)
                   and generation < ?
                 order by occurred_at, source, event_id
                 limit ?
                """;
        session.run(sql, statement -> {
            statement.setString(1, account(account));
            statement.setString(2, StorableText.write(type));
            statement.setObject(3, Columns.bound(from.time()));
            setPosition(statement, 4, from);
            statement.setInt(7, generation);
            statement.setInt(8, limit);
            return visit(statement, account, type, visitor);
        });
    }

    private static void setPosition(PreparedStatement statement, int first, Position from) throws SQLException {
        statement.setObject(first, Columns.bound(from.time()));
        statement.setString(first + 1, from.source());
        statement.setString(first + 2, from.id());
    }

    /** Where reading goes on: behind the event of this time and key. */
    record Position(Instant time, String source, String id) {

        static final Position START = new Position(Instant.MIN, "", "");

        static Position behind(UsageEvent event) {
            return new Position(
                    event.time(),
                    StorableText.write(event.key().source()),
                    StorableText.write(event.key().id()));
        }
    }

    /** Returns whether there was nothing more to visit. */
    private static boolean visit(
            PreparedStatement statement, AccountId account, String type, Predicate<UsageEvent> visitor)
            throws SQLException {
        statement.setFetchSize(FETCHED_AT_ONCE);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (!visitor.test(event(rows, account, type))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static UsageEvent event(ResultSet row, AccountId account, String type) throws SQLException {
        return new UsageEvent(
                account,
                new EventKey(StorableText.read(row.getString(2)), StorableText.read(row.getString(3))),
                type,
                StorableText.read(row.getString(4)),
                row.getObject(1, OffsetDateTime.class).toInstant(),
                EventDataJson.read(row.getString(5)));
    }

    static String account(AccountId account) {
        return StorableText.write(account.value());
    }
}
