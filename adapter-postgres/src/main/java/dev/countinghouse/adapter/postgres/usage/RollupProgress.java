package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which events of an account a rollup has counted. To be read behind {@link #lock}, which the builder holds too: otherwise
 * it could count an event that is just being taken out.
 *
 * @param before events of this generation and later are counted when they are stored
 * @param time of the last earlier event that the builder counted, with source and id as they are kept
 */
record RollupProgress(boolean done, int before, Instant time, String source, String id) {

    /** Until the transaction ends nobody else corrects usage of the account or builds its rollups. */
    static void lock(Session session, AccountId account) {
        session.query(
                "select pg_advisory_xact_lock(hashtextextended('countinghouse usage ' || ?, 0))",
                row -> true,
                Events.account(account));
    }

    /** By the number of the rollup. */
    static Map<Integer, RollupProgress> of(Session session, AccountId account) {
        Map<Integer, RollupProgress> progress = new HashMap<>();
        session.query(
                """
                select rollup_id::bigint as rollup_id, coalesce(done, ready) as done, coalesce(before, since) as before,
                       greatest(coalesce(at_time, '-infinity'), '0001-01-01Z') as at_time,
                       coalesce(at_source, '') as at_source, coalesce(at_event_id, '') as at_event_id
                  from usage_rollup
                  left join (select * from usage_rollup_build where account_id = ?) as build using (rollup_id)
                """,
                row -> progress.put(
                        Math.toIntExact(row.whole("rollup_id")),
                        new RollupProgress(
                                row.flag("done"),
                                Math.toIntExact(row.whole("before")),
                                row.instant("at_time"),
                                row.text("at_source"),
                                row.text("at_event_id"))),
                Events.account(account));
        return progress;
    }

    boolean hasCounted(UsageEvent event, int generation) {
        return done || generation >= before || isReached(event);
    }

    /** In the order of the database, which compares bytes. */
    private boolean isReached(UsageEvent event) {
        int order = event.time().compareTo(time);
        if (order == 0) {
            order = compare(event.key().source(), source);
        }
        if (order == 0) {
            order = compare(event.key().id(), id);
        }
        return order <= 0;
    }

    private static int compare(String text, String kept) {
        return Arrays.compareUnsigned(
                StorableText.write(text).getBytes(StandardCharsets.UTF_8), kept.getBytes(StandardCharsets.UTF_8));
    }
}
