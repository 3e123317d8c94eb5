package dev.countinghouse.adapter.postgres.transaction;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of an answer, by column. */
public final class Row {

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    public String text(String column) throws SQLException {
        return present(column, rows.getString(column));
    }

    public Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(rows.getString(column));
    }

    public List<String> texts(String column) throws SQLException {
        Array array = present(column, rows.getArray(column));
        return List.of((String[]) array.getArray());
    }

    public Optional<List<String>> optionalTexts(String column) throws SQLException {
        return rows.getArray(column) == null ? Optional.empty() : Optional.of(texts(column));
    }

    /** Texts of which some are missing. */
    public List<Optional<String>> optionalElements(String column) throws SQLException {
        Array array = present(column, rows.getArray(column));
        return Arrays.stream((@Nullable String[]) array.getArray())
                .map(Optional::ofNullable)
                .toList();
    }

    public BigDecimal decimal(String column) throws SQLException {
        return present(column, rows.getBigDecimal(column));
    }

    public Optional<BigDecimal> optionalDecimal(String column) throws SQLException {
        return Optional.ofNullable(rows.getBigDecimal(column));
    }

    public List<BigDecimal> decimals(String column) throws SQLException {
        Array array = present(column, rows.getArray(column));
        return List.of((BigDecimal[]) array.getArray());
    }

    public long whole(String column) throws SQLException {
        long value = rows.getLong(column);
        return present(column, rows.wasNull() ? null : value);
    }

    /** Bytes, as hex digits. */
    public Optional<Long> optionalWhole(String column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? Optional.empty() : Optional.of(value);
    }

    public String hex(String column) throws SQLException {
        return HexFormat.of().formatHex(present(column, rows.getBytes(column)));
    }

    public boolean flag(String column) throws SQLException {
        boolean value = rows.getBoolean(column);
        return present(column, rows.wasNull() ? null : value);
    }

    public Instant instant(String column) throws SQLException {
        return present(column, rows.getObject(column, OffsetDateTime.class)).toInstant();
    }

    public Optional<Instant> optionalInstant(String column) throws SQLException {
        return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static <T> T present(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}
