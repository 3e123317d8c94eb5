package dev.countinghouse.adapter.postgres.transaction;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** A statement and what goes into it. Several are sent together: on the way to the database is where small ones spend their time. */
public record Command(String sql, Values values) {

    /** Sets parameters from the one that is given on; returns the one behind the last. */
    @FunctionalInterface
    public interface Values {
        int set(PreparedStatement statement, int first) throws SQLException;
    }

    /** With parameters as those of {@link Session#query}. */
    public static Command of(String sql, Object... parameters) {
        return new Command(sql, (statement, first) -> Parameters.setFrom(first, statement, parameters));
    }

    static String sql(List<Command> commands) {
        return commands.stream().map(Command::sql).collect(Collectors.joining(";\n"));
    }

    static void set(PreparedStatement statement, List<Command> commands) throws SQLException {
        int next = 1;
        for (Command command : commands) {
            next = command.values.set(statement, next);
        }
    }
}
