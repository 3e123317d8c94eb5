package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.adapter.postgres.usage.Increments.Increment;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.period.Period;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of rollups: added to with the events they count, read for whole quarters of an hour. */
final class Rollups {

    private Rollups() {}

    /** Adds to the rows in their one order, so that concurrent batches wait for each other and never in a circle. */
    static Command add(List<Increment> increments) {
        return new Command(
                """
                insert into usage_rollup_row as kept
                       (account_id, rollup_id, bucket, values_hash, dimension_values,
                        events, total, least, greatest, first_at, last_at)
                select account_id, rollup_id, bucket::timestamptz, values_hash, dimension_values::text[],
                       events, total::numeric, least::numeric, greatest::numeric,
                       first_at::timestamptz, last_at::timestamptz
                  from unnest(?::text[], ?::bigint[], ?::text[], ?::bytea[], ?::text[], ?::bigint[],
                              ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                       as added (account_id, rollup_id, bucket, values_hash, dimension_values,
                                 events, total, least, greatest, first_at, last_at)
                on conflict (account_id, rollup_id, bucket, values_hash) do update
                   set events = kept.events + excluded.events,
                       total = kept.total + excluded.total,
                       least = least(kept.least, excluded.least),
                       greatest = greatest(kept.greatest, excluded.greatest),
                       first_at = least(kept.first_at, excluded.first_at),
                       last_at = greatest(kept.last_at, excluded.last_at)
                """,
                (statement, first) -> set(statement, first, increments));
    }

    /** Puts these values in the place of what the rows say, which are there and locked. */
    static void set(Session session, List<Increment> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String sql =
                """
                update usage_rollup_row as kept
                   set events = now.events, total = now.total::numeric,
                       least = now.least::numeric, greatest = now.greatest::numeric,
                       first_at = now.first_at::timestamptz, last_at = now.last_at::timestamptz
                  from unnest(?::text[], ?::bigint[], ?::text[], ?::bytea[], ?::text[], ?::bigint[],
                              ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                       as now (account_id, rollup_id, bucket, values_hash, dimension_values,
                               events, total, least, greatest, first_at, last_at)
                 where kept.account_id = now.account_id and kept.rollup_id = now.rollup_id
                   and kept.bucket = now.bucket::timestamptz and kept.values_hash = now.values_hash
                """;
        session.run(sql, statement -> {
            set(statement, 1, rows);
            return statement.executeUpdate();
        });
    }

    /** Takes away rows that no event is left for, which are locked. */
    static void remove(Session session, List<Increment> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String sql =
                """
                delete from usage_rollup_row as kept
                 using unnest(?::text[], ?::bigint[], ?::text[], ?::bytea[])
                       as gone (account_id, rollup_id, bucket, values_hash)
                 where kept.account_id = gone.account_id and kept.rollup_id = gone.rollup_id
                   and kept.bucket = gone.bucket::timestamptz and kept.values_hash = gone.values_hash
                """;
        session.run(sql, statement -> {
            setKeys(statement, 1, rows);
            return statement.executeUpdate();
        });
    }

    private static int setKeys(PreparedStatement statement, int first, List<Increment> rows) throws SQLException {
        statement.setArray(
                first,
                Columns.texts(
                        statement, rows, row -> StorableText.write(row.row().account())));
        statement.setArray(
                first + 1, Columns.wholes(statement, rows, row -> row.row().rollup()));
        statement.setArray(
                first + 2, Columns.instants(statement, rows, row -> row.row().bucket()));
        statement.setArray(first + 3, Columns.bytes(statement, rows, Increment::valuesHash));
        return first + 4;
    }

    private static int set(PreparedStatement statement, int first, List<Increment> rows) throws SQLException {
        int next = setKeys(statement, first, rows);
        statement.setArray(
                next,
                Columns.texts(statement, rows, row -> TextArray.write(row.row().values())));
        statement.setArray(
                next + 1, Columns.wholes(statement, rows, row -> row.tallied().events()));
        statement.setArray(next + 2, Columns.texts(statement, rows, row -> Quantities.decimal(
                        row.tallied().total())
                .toPlainString()));
        statement.setArray(next + 3, Columns.texts(statement, rows, row -> Quantities.decimal(
                        row.tallied().least())
                .toPlainString()));
        statement.setArray(next + 4, Columns.texts(statement, rows, row -> Quantities.decimal(
                        row.tallied().greatest())
                .toPlainString()));
        statement.setArray(
                next + 5, Columns.instants(statement, rows, row -> row.tallied().first()));
        statement.setArray(
                next + 6, Columns.instants(statement, rows, row -> row.tallied().last()));
        return next + 7;
    }

    /** Rows added up: over the whole quarters of a window, or over one that the window cuts, and by some dimensions. */
    record Part(Optional<Instant> cutBucket, List<String> values, Tallied tallied) {}

    /**
     * Everything of a window, by the values of some of the rollup's dimensions; empty if the rollup is not kept or not
     * built for this account. Both are found out by one statement, so that a rollup taken away meanwhile is not seen as an
     * empty one.
     */
    static Optional<List<Part>> read(
            Session session, AccountId account, Rollup rollup, Filter filter, List<String> by, Period window) {
        Instant firstWhole = Bucket.firstFrom(window.start());
        Instant wholeUntil = Bucket.startOf(window.end());
        String cut = "case when bucket < ? or bucket >= ? then bucket end";
        return read(session, account, rollup, filter, cut, by, window, List.of(firstWhole, wholeUntil));
    }

    /** The same with a part per bucket, in their order. */
    static Optional<List<Part>> readBuckets(
            Session session, AccountId account, Rollup rollup, Filter filter, Period window) {
        return read(session, account, rollup, filter, "bucket", List.of(), window, List.of());
    }

    private static Optional<List<Part>> read(
            Session session,
            AccountId account,
            Rollup rollup,
            Filter filter,
            String cut,
            List<String> by,
            Period window,
            List<Instant> cutAt) {
        String sql =
                """
                select part.*
                  from usage_rollup
                  left join usage_rollup_build as build
                    on build.account_id = ? and build.rollup_id = usage_rollup.rollup_id
                  left join lateral (
                        select %s as cut_bucket, %s as grouped,
                               sum(events) as events, sum(total) as total, min(least) as least,
                               max(greatest) as greatest, min(first_at) as first_at, max(last_at) as last_at
                          from usage_rollup_row as kept
                         where kept.account_id = ? and kept.rollup_id = usage_rollup.rollup_id
                           and bucket >= ? and bucket < ?%s
                         group by cut_bucket, grouped
                         order by cut_bucket) as part
                    on true
                 where usage_rollup.fingerprint = ? and coalesce(build.done, usage_rollup.ready)
                """
                        .formatted(cut, columns(rollup, by), conditions(rollup, filter));
        return session.run(sql, statement -> {
            int next = 1;
            statement.setString(next++, Events.account(account));
            for (Instant at : cutAt) {
                statement.setObject(next++, Columns.bound(at));
            }
            statement.setString(next++, Events.account(account));
            statement.setObject(next++, Columns.bound(Bucket.startOf(window.start())));
            statement.setObject(next++, Columns.bound(window.end()));
            for (Filter.Condition condition : filter.conditions()) {
                List<String> values = List.copyOf(condition.values());
                statement.setArray(next++, Columns.texts(statement, values, StorableText::write));
            }
            statement.setString(next, rollup.fingerprint());
            return parts(statement);
        });
    }

    private static String columns(Rollup rollup, List<String> by) {
        List<String> columns = by.stream().map(path -> column(rollup, path)).toList();
        return "array[" + String.join(", ", columns) + "]::text[]";
    }

    private static String conditions(Rollup rollup, Filter filter) {
        StringBuilder sql = new StringBuilder();
        for (Filter.Condition condition : filter.conditions()) {
            sql.append(" and ").append(column(rollup, condition.property()));
            sql.append(condition.negated() ? " <> all (?)" : " = any (?)");
        }
        return sql.toString();
    }

    private static String column(Rollup rollup, String path) {
        return "dimension_values[" + (rollup.dimensions().indexOf(path) + 1) + "]";
    }

    private static Optional<List<Part>> parts(PreparedStatement statement) throws SQLException {
        List<Part> parts = new ArrayList<>();
        boolean kept = false;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                kept = true;
                if (rows.getArray("grouped") != null) {
                    parts.add(part(rows));
                }
            }
        }
        return kept ? Optional.of(parts) : Optional.empty();
    }

    private static Part part(ResultSet row) throws SQLException {
        String[] values = (String[]) row.getArray("grouped").getArray();
        return new Part(
                Optional.ofNullable(row.getObject("cut_bucket", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                List.of(values).stream().map(StorableText::read).toList(),
                new Tallied(
                        row.getLong("events"),
                        Quantities.fraction(row.getBigDecimal("total")),
                        Quantities.fraction(row.getBigDecimal("least")),
                        Quantities.fraction(row.getBigDecimal("greatest")),
                        row.getObject("first_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant()));
    }
}
