package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.adapter.postgres.usage.Increments.Increment;
import dev.countinghouse.adapter.postgres.usage.KeptRollups.Kept;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes rollup rows say again what the events say, after some of those were taken out or changed.
 *
 * <p>Rows are first added to, which is wrong for a moment that nobody sees, but locks each of them, and makes those that are
 * not there yet, in the one order and in the way batches do. Then the events are read: by a statement that begins behind
 * the locks. A batch that had added to a row before is committed by then, and is seen; one that comes to it later waits,
 * is not seen, and adds its own afterwards.
 */
final class Recount {

    private static final int ROWS_AT_ONCE = 5_000;
    private static final int EVENTS_AT_ONCE = 1_000;

    private final Session session;
    private final AccountId account;
    private final KeptRollups rollups;

    private Recount(Session session, AccountId account, KeptRollups rollups) {
        this.session = session;
        this.account = account;
        this.rollups = rollups;
    }

    private record TypeAndDay(String type, Instant day) {}

    /** @param touched what the events, as they were and as they are, amount to by row, in the order of locking */
    static void of(Session session, AccountId account, KeptRollups rollups, List<Increment> touched) {
        add(session, touched);
        Recount recount = new Recount(session, account, rollups);
        Map<TypeAndDay, Map<Increments.Row, Increment>> days = new LinkedHashMap<>();
        for (Increment each : touched) {
            String type = rollups.rollup(each.row().rollup()).eventType();
            Instant day = Bucket.Span.DAY.startOf(each.row().bucket());
            days.computeIfAbsent(new TypeAndDay(type, day), any -> new LinkedHashMap<>())
                    .put(each.row(), each);
        }
        Map<Integer, RollupProgress> progress = touched.isEmpty() ? Map.of() : RollupProgress.of(session, account);
        days.forEach((day, rows) -> recount.day(day, rows, progress));
    }

    /** Many rows in their one order. */
    static void add(Session session, List<Increment> inOrder) {
        for (int from = 0; from < inOrder.size(); from += ROWS_AT_ONCE) {
            session.send(List.of(Rollups.add(inOrder.subList(from, Math.min(inOrder.size(), from + ROWS_AT_ONCE)))));
        }
    }

    private void day(TypeAndDay day, Map<Increments.Row, Increment> touched, Map<Integer, RollupProgress> progress) {
        Map<Kept, Increments> counting = new HashMap<>();
        rollups.ofType(day.type()).forEach(kept -> counting.put(kept, new Increments(List.of(kept))));
        read(
                day,
                (event, generation) -> counting.forEach((kept, increments) -> {
                    RollupProgress reached = progress.get(kept.id());
                    if (reached != null && reached.hasCounted(event, generation)) {
                        increments.add(event);
                    }
                }));
        List<Increment> counted = new ArrayList<>();
        List<Increment> gone = new ArrayList<>();
        Map<Increments.Row, Increment> now = new HashMap<>();
        counting.values().forEach(each -> each.all().forEach(row -> now.put(row.row(), row)));
        touched.forEach((row, any) -> {
            Increment left = now.get(row);
            (left == null ? gone : counted).add(left == null ? any : left);
        });
        Rollups.set(session, counted);
        Rollups.remove(session, gone);
    }

    private interface Visitor {
        void visit(UsageEvent event, int generation);
    }

    private void read(TypeAndDay day, Visitor visitor) {
        String sql =
                """
                select occurred_at, source, event_id, subject, data::text as data, generation
                  from usage_event
                 where account_id = ? and event_type = ? and occurred_at >= ? and occurred_at < ?
                """;
        session.run(sql, statement -> {
            statement.setFetchSize(EVENTS_AT_ONCE);
            statement.setString(1, Events.account(account));
            statement.setString(2, StorableText.write(day.type()));
            statement.setObject(3, Columns.bound(day.day()));
            statement.setObject(4, Columns.bound(day.day().plusSeconds(86_400)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    UsageEvent event = new UsageEvent(
                            account,
                            new EventKey(
                                    StorableText.read(row.getString("source")),
                                    StorableText.read(row.getString("event_id"))),
                            day.type(),
                            StorableText.read(row.getString("subject")),
                            row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                            EventDataJson.read(row.getString("data")));
                    visitor.visit(event, row.getInt("generation"));
                }
            }
            return true;
        });
    }
}
