package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.Backfill;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events that wait in one backfill, which is locked, and later which of them it brought. */
final class StagedEvents {

    private final Session session;
    private final AccountId account;
    private final String backfill;

    StagedEvents(Session session, Backfill backfill) {
        this.session = session;
        this.account = backfill.account();
        this.backfill = backfill.id().value();
    }

    /** Where a staged event lies in the log, if it was brought and not amended. */
    record Brought(EventKey key, RecordedEvents.Place place, byte[] hash) {}

    /** Answers in the order of the events. */
    List<AppendOutcome> stage(List<UsageEvent> events) {
        List<Claim> claims = events.stream().map(Claim::of).toList();
        Map<Claim, Claim> known = new HashMap<>(new Claims().existing(session, claims));
        known.putAll(staged(claims));
        Map<Claim, UsageEvent> fresh = new LinkedHashMap<>();
        List<AppendOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            Claim first = known.putIfAbsent(claim, claim);
            if (first == null) {
                fresh.put(claim, Events.kept(events.get(i)));
                outcomes.add(AppendOutcome.STORED);
            } else {
                outcomes.add(first.sameContent(claim) ? AppendOutcome.DUPLICATE : AppendOutcome.CONFLICT);
            }
        }
        insert(List.copyOf(fresh.entrySet()));
        return outcomes;
    }

    private Map<Claim, Claim> staged(List<Claim> claims) {
        String sql =
                """
                select key_hash, content_hash from usage_backfill_event
                 where account_id = ? and backfill_id = ? and key_hash = any (?)
                """;
        Map<Claim, Claim> staged = new HashMap<>();
        session.run(sql, statement -> {
            setName(statement);
            statement.setArray(3, Columns.bytes(statement, claims, Claim::key));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Claim claim = new Claim(Events.account(account), row.getBytes(1), row.getBytes(2));
                    staged.put(claim, claim);
                }
            }
            return true;
        });
        return staged;
    }

    private void setName(PreparedStatement statement) throws SQLException {
        statement.setString(1, Events.account(account));
        statement.setString(2, backfill);
    }

    private void insert(List<Map.Entry<Claim, UsageEvent>> rows) {
        String sql =
                """
                insert into usage_backfill_event
                       (account_id, backfill_id, key_hash, content_hash,
                        event_type, occurred_at, source, event_id, subject, data)
                select ?, ?, key_hash, content_hash, event_type, occurred_at, source, event_id, subject, data::jsonb
                  from unnest(?::bytea[], ?::bytea[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                              ?::text[])
                       as event (key_hash, content_hash, event_type, occurred_at, source, event_id, subject, data)
                """;
        List<UsageEvent> events = rows.stream().map(Map.Entry::getValue).toList();
        session.run(sql, statement -> {
            setName(statement);
            statement.setArray(
                    3, Columns.bytes(statement, rows, row -> row.getKey().key()));
            statement.setArray(
                    4, Columns.bytes(statement, rows, row -> row.getKey().content()));
            statement.setArray(5, Columns.texts(statement, events, event -> StorableText.write(event.type())));
            statement.setArray(6, Columns.instants(statement, events, UsageEvent::time));
            RecordedEvents.setKeys(
                    statement, 7, events.stream().map(UsageEvent::key).toList());
            statement.setArray(9, Columns.texts(statement, events, event -> StorableText.write(event.subject())));
            statement.setArray(10, Columns.texts(statement, events, event -> EventDataJson.write(event.data())));
            return statement.executeUpdate();
        });
    }

    /** Those behind a key in the order of the keys, in which claims are locked. */
    Map<Claim, UsageEvent> waiting(byte[] after, int limit) {
        String sql =
                """
                select key_hash, content_hash, event_type, occurred_at, source, event_id, subject, data::text as data
                  from usage_backfill_event
                 where account_id = ? and backfill_id = ? and key_hash > ? and not counted
                 order by key_hash
                 limit ?
                """;
        return session.run(sql, statement -> {
            setName(statement);
            statement.setBytes(3, after);
            statement.setInt(4, limit);
            Map<Claim, UsageEvent> waiting = new LinkedHashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Claim claim = new Claim(Events.account(account), row.getBytes(1), row.getBytes(2));
                    waiting.put(
                            claim,
                            new UsageEvent(
                                    account,
                                    key(row),
                                    StorableText.read(row.getString("event_type")),
                                    StorableText.read(row.getString("subject")),
                                    time(row),
                                    EventDataJson.read(row.getString("data"))));
                }
            }
            return waiting;
        });
    }

    private static EventKey key(ResultSet row) throws SQLException {
        return new EventKey(StorableText.read(row.getString("source")), StorableText.read(row.getString("event_id")));
    }

    private static Instant time(ResultSet row) throws SQLException {
        return row.getObject("occurred_at", OffsetDateTime.class).toInstant();
    }

    void count(List<Claim> brought) {
        String sql =
                """
                update usage_backfill_event set counted = true, data = null
                 where account_id = ? and backfill_id = ? and key_hash = any (?)
                """;
        session.run(sql, statement -> {
            setName(statement);
            statement.setArray(3, Columns.bytes(statement, brought, Claim::key));
            return statement.executeUpdate();
        });
    }

    List<Brought> brought(byte[] after, int limit) {
        String sql =
                """
                select key_hash, event_type, occurred_at, source, event_id
                  from usage_backfill_event
                 where account_id = ? and backfill_id = ? and key_hash > ? and counted
                 order by key_hash
                 limit ?
                """;
        return session.run(sql, statement -> {
            setName(statement);
            statement.setBytes(3, after);
            statement.setInt(4, limit);
            List<Brought> brought = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    RecordedEvents.Place place =
                            new RecordedEvents.Place(StorableText.read(row.getString("event_type")), time(row));
                    brought.add(new Brought(key(row), place, row.getBytes("key_hash")));
                }
            }
            return brought;
        });
    }

    /** Gives back the keys of events that were taken back. */
    void release(List<Brought> brought) {
        session.run("select release_usage_claims(?, ?, ?)", statement -> {
            setName(statement);
            statement.setArray(3, Columns.bytes(statement, brought, Brought::hash));
            return statement.execute();
        });
    }

    void forget() {
        session.update(
                "delete from usage_backfill_event where account_id = ? and backfill_id = ?",
                Events.account(account),
                backfill);
    }
}
