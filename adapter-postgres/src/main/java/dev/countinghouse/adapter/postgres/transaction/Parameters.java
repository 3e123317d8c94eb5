package dev.countinghouse.adapter.postgres.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

/** Puts values into statements, and refuses those that the database would keep as something else. */
public final class Parameters {

    private static final int NANOS_PER_MICRO = 1_000;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

    private Parameters() {}

    static void set(PreparedStatement statement, Object... values) throws SQLException {
        setFrom(1, statement, values);
    }

    /** Returns the number of the parameter behind the last. */
    static int setFrom(int first, PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            set(statement, first + i, values[i]);
        }
        return first + values.length;
    }

    private static void set(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setString(index, storable(text));
        } else if (value instanceof Instant instant) {
            statement.setObject(index, column(instant));
        } else if (value instanceof Collection<?> texts) {
            statement.setArray(index, array(statement.getConnection(), texts));
        } else if (value instanceof Optional<?> optional) {
            if (optional.isPresent()) {
                set(statement, index, optional.get());
            } else {
                statement.setNull(index, Types.NULL);
            }
        } else {
            statement.setObject(index, value);
        }
    }

    private static java.sql.Array array(Connection connection, Collection<?> texts) throws SQLException {
        return connection.createArrayOf(
                "text", texts.stream().map(text -> storable((String) text)).toArray());
    }

    /**
     * {@code timestamptz} counts microseconds, so a finer instant would come back as another; and beyond the years of RFC
     * 3339 the driver would put infinity in its place.
     */
    public static OffsetDateTime column(Instant instant) {
        if (instant.getNano() % NANOS_PER_MICRO != 0) {
            throw new IllegalArgumentException(
                    "instant " + instant + " is finer than a microsecond, which is what is kept");
        }
        if (instant.isBefore(EARLIEST) || !instant.isBefore(TOO_LATE)) {
            throw new IllegalArgumentException("instant " + instant + " is not in the years 1 to 9999");
        }
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** Returns the text if {@link #isStorable} holds for it. */
    public static String storable(String text) {
        if (!isStorable(text)) {
            throw new IllegalArgumentException("text '" + text.replace('\0', '\u2400')
                    + "' contains the character U+0000 or half of a surrogate pair and cannot be kept");
        }
        return text;
    }

    /** Whether a text comes back as it went in: U+0000 is refused, half a surrogate pair would become a question mark. */
    public static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == 0 || Character.isLowSurrogate(unit)) {
                return false;
            }
            if (Character.isHighSurrogate(unit)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
