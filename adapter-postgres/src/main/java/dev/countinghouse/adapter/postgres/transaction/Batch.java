package dev.countinghouse.adapter.postgres.transaction;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows that one statement writes or asks for, column by column: each becomes a parameter {@code ?} that is an array of
 * texts, which the statement puts side by side with {@code unnest} and casts to what they are.
 */
public final class Batch<T> {

    private final List<T> rows;
    private final List<@Nullable String[]> columns = new ArrayList<>();

    public Batch(Collection<? extends T> rows) {
        this.rows = List.copyOf(rows);
    }

    public Batch<T> text(Function<T, String> column) {
        return optionalText(row -> Optional.of(column.apply(row)));
    }

    public Batch<T> optionalText(Function<T, Optional<String>> column) {
        return add(row -> column.apply(row).map(Parameters::storable));
    }

    public Batch<T> whole(ToLongFunction<T> column) {
        return add(row -> Optional.of(Long.toString(column.applyAsLong(row))));
    }

    public Batch<T> flag(Function<T, Boolean> column) {
        return add(row -> Optional.of(column.apply(row).toString()));
    }

    public Batch<T> decimal(Function<T, BigDecimal> column) {
        return optionalDecimal(row -> Optional.of(column.apply(row)));
    }

    public Batch<T> optionalDecimal(Function<T, Optional<BigDecimal>> column) {
        return add(row -> column.apply(row).map(BigDecimal::toPlainString));
    }

    public Batch<T> instant(Function<T, Instant> column) {
        return optionalInstant(row -> Optional.of(column.apply(row)));
    }

    public Batch<T> optionalInstant(Function<T, Optional<Instant>> column) {
        return add(row ->
                column.apply(row).map(instant -> Parameters.column(instant).toString()));
    }

    /** A column of arrays of texts, some of which may be missing. */
    public Batch<T> texts(Function<T, ? extends Collection<Optional<String>>> column) {
        return add(row -> Optional.of(array(column.apply(row))));
    }

    public Batch<T> decimals(Function<T, ? extends Collection<BigDecimal>> column) {
        return texts(row -> column.apply(row).stream()
                .map(each -> Optional.of(each.toPlainString()))
                .toList());
    }

    private Batch<T> add(Function<T, Optional<String>> column) {
        columns.add(rows.stream().map(row -> column.apply(row).orElse(null)).toArray(String[]::new));
        return this;
    }

    /** As PostgreSQL writes an array: {@code {"a",NULL,"b\"c"}}. */
    private static String array(Collection<Optional<String>> texts) {
        StringBuilder array = new StringBuilder("{");
        for (Optional<String> text : texts) {
            if (array.length() > 1) {
                array.append(',');
            }
            text.map(Parameters::storable)
                    .ifPresentOrElse(
                            value -> array.append('"')
                                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                                    .append('"'),
                            () -> array.append("NULL"));
        }
        return array.append('}').toString();
    }

    /** Nothing where there are no rows to write. */
    public List<Command> writing(String sql) {
        return rows.isEmpty() ? List.of() : List.of(command(sql));
    }

    /** The statement with the columns for its parameters, in their order. */
    public Command command(String sql) {
        return new Command(sql, this::set);
    }

    private int set(PreparedStatement statement, int first) throws SQLException {
        int next = first;
        for (@Nullable String[] column : columns) {
            statement.setArray(next++, statement.getConnection().createArrayOf("text", column));
        }
        return next;
    }
}
