package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.billing.domain.period.Period;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Values as columns hold them, and rows as the arrays that {@code unnest} takes. */
final class Columns {

    /** Years that read the same everywhere; nobody meters outside of them. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Columns() {}

    static <T> Array texts(PreparedStatement statement, List<T> rows, Function<T, String> column) throws SQLException {
        return statement
                .getConnection()
                .createArrayOf("text", rows.stream().map(column).toArray(String[]::new));
    }

    static <T> Array bytes(PreparedStatement statement, List<T> rows, Function<T, byte[]> column) throws SQLException {
        return statement
                .getConnection()
                .createArrayOf("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    static <T> Array wholes(PreparedStatement statement, List<T> rows, ToLongFunction<T> column) throws SQLException {
        return statement
                .getConnection()
                .createArrayOf("bigint", rows.stream().mapToLong(column).boxed().toArray(Long[]::new));
    }

    /** As text, to be cast in the statement: the driver sends arrays of text in binary form, and no others of instants. */
    static <T> Array instants(PreparedStatement statement, List<T> rows, Function<T, Instant> column)
            throws SQLException {
        return texts(statement, rows, row -> column.apply(row).toString());
    }

    /** The instant an event is kept with: columns count microseconds. */
    static Instant kept(Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "event time " + time + " cannot be kept, it must be in the years 1 to 9999");
        }
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether both bounds are in the years that columns hold. */
    static boolean holds(Period window) {
        return !window.start().isBefore(EARLIEST) && !window.end().isAfter(LATEST);
    }

    /** What a kept instant is compared with to be at or after, or before, the bound of a window. */
    static OffsetDateTime bound(Instant bound) {
        if (bound.isBefore(EARLIEST)) {
            return column(EARLIEST);
        }
        if (bound.isAfter(LATEST)) {
            return column(LATEST);
        }
        Instant floor = bound.truncatedTo(ChronoUnit.MICROS);
        return column(floor.equals(bound) ? floor : floor.plus(1, ChronoUnit.MICROS));
    }

    static OffsetDateTime column(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
