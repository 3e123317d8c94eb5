package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.UsageChange.Kind;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.UsageCorrections.Recorded;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is recorded under some keys of an account. Events have no index by key, which would cost every batch that comes in;
 * those whose type and time are not known are found by one scan of the account's events for all of them.
 */
final class RecordedEvents {

    /** Where an event lies. */
    record Place(String type, Instant time) {}

    private final Session session;
    private final AccountId account;
    private final Map<EventKey, Recorded> found = new HashMap<>();

    private RecordedEvents(Session session, AccountId account) {
        this.session = session;
        this.account = account;
    }

    /** Events of keys that are claimed; the scan is saved where none is. */
    static Map<EventKey, Recorded> find(Session session, AccountId account, Collection<EventKey> keys) {
        Map<Claim, EventKey> byClaim = new LinkedHashMap<>();
        keys.forEach(key -> byClaim.put(Claim.of(account, key), key));
        List<EventKey> claimed = new Claims()
                .existing(session, byClaim.keySet()).keySet().stream()
                        .map(byClaim::get)
                        .toList();
        RecordedEvents events = new RecordedEvents(session, account);
        Map<EventKey, Place> corrected = events.readCorrections(claimed);
        events.readAt(corrected);
        events.scan(claimed.stream().filter(key -> !corrected.containsKey(key)).toList());
        return events.found;
    }

    /** Events that lay at these places when they were stored, wherever they lie now. */
    static Map<EventKey, Recorded> findFrom(Session session, AccountId account, Map<EventKey, Place> stored) {
        RecordedEvents events = new RecordedEvents(session, account);
        Map<EventKey, Place> places = new HashMap<>(stored);
        places.putAll(events.readCorrections(List.copyOf(stored.keySet())));
        events.readAt(places);
        return events.found;
    }

    /** Notes those that are voided, and answers where those lie that were amended. */
    private Map<EventKey, Place> readCorrections(List<EventKey> keys) {
        String sql =
                """
                select latest.kind, wanted.source, wanted.event_id, %s, %s
                  from unnest(?::text[], ?::text[]) as wanted (source, event_id)
                 cross join lateral (
                        select kind, before, after
                          from usage_correction as noted
                         where noted.account_id = ? and noted.source = wanted.source
                           and noted.event_id = wanted.event_id
                         order by ordinal desc
                         limit 1) as latest
                """
                        .formatted(EventJson.columns("before"), EventJson.columns("after"));
        Map<EventKey, Place> places = new HashMap<>();
        session.run(sql, statement -> {
            setKeys(statement, keys);
            statement.setString(3, Events.account(account));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    EventKey key = key(rows);
                    if (rows.getString("kind").equals(kind(Kind.VOIDED))) {
                        UsageEvent before =
                                EventJson.read(rows, "before", account, key).orElseThrow();
                        found.put(key, new Recorded(before, false));
                        places.put(key, new Place(before.type(), before.time()));
                    } else {
                        EventJson.read(rows, "after", account, key)
                                .ifPresent(after -> places.put(key, new Place(after.type(), after.time())));
                    }
                }
            }
            return true;
        });
        return places;
    }

    static String kind(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void readAt(Map<EventKey, Place> places) {
        List<Map.Entry<EventKey, Place>> wanted = places.entrySet().stream()
                .filter(entry -> !found.containsKey(entry.getKey()))
                .toList();
        String sql =
                """
                select event.event_type, event.occurred_at, event.source, event.event_id, event.subject,
                       event.data::text as data
                  from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[])
                       as wanted (source, event_id, event_type, occurred_at)
                 cross join lateral (
                        select *
                          from usage_event as event
                         where event.account_id = ? and event.event_type = wanted.event_type
                           and event.occurred_at = wanted.occurred_at
                           and event.source = wanted.source and event.event_id = wanted.event_id
                         limit 1) as event
                """;
        session.run(sql, statement -> {
            setKeys(statement, wanted.stream().map(Map.Entry::getKey).toList());
            statement.setArray(
                    3,
                    Columns.texts(
                            statement,
                            wanted,
                            entry -> StorableText.write(entry.getValue().type())));
            statement.setArray(4, Columns.instants(statement, wanted, entry -> entry.getValue()
                    .time()));
            statement.setString(5, Events.account(account));
            return readEvents(statement);
        });
    }

    private void scan(List<EventKey> keys) {
        if (keys.isEmpty()) {
            return;
        }
        String sql =
                """
                select event_type, occurred_at, source, event_id, subject, data::text as data
                  from usage_event
                  join unnest(?::text[], ?::text[]) as wanted (source, event_id) using (source, event_id)
                 where account_id = ?
                """;
        session.run(sql, statement -> {
            setKeys(statement, keys);
            statement.setString(3, Events.account(account));
            return readEvents(statement);
        });
    }

    private boolean readEvents(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                EventKey key = key(rows);
                found.put(
                        key,
                        new Recorded(
                                new UsageEvent(
                                        account,
                                        key,
                                        StorableText.read(rows.getString("event_type")),
                                        StorableText.read(rows.getString("subject")),
                                        rows.getObject("occurred_at", OffsetDateTime.class)
                                                .toInstant(),
                                        EventDataJson.read(rows.getString("data"))),
                                true));
            }
        }
        return true;
    }

    private static void setKeys(PreparedStatement statement, List<EventKey> keys) throws SQLException {
        setKeys(statement, 1, keys);
    }

    /** Sources and ids as two arrays. */
    static void setKeys(PreparedStatement statement, int first, List<EventKey> keys) throws SQLException {
        statement.setArray(first, Columns.texts(statement, keys, key -> StorableText.write(key.source())));
        statement.setArray(first + 1, Columns.texts(statement, keys, key -> StorableText.write(key.id())));
    }

    private static EventKey key(ResultSet row) throws SQLException {
        return new EventKey(StorableText.read(row.getString("source")), StorableText.read(row.getString("event_id")));
    }
}
