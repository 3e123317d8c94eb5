package dev.countinghouse.adapter.postgres.transaction;

import dev.countinghouse.billing.ports.driven.StaleVersionException;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Says what a failed statement means to somebody who does not know that there is a database. */
final class SqlFailure {

    /** Connection, resources, system: by class of SQL state. */
    private static final Set<String> WORLD_CLASSES = Set.of("08", "53", "58");

    /** Serialization, deadlock, lock and statement timeouts, shutdown, fail-over to a server that only reads. */
    private static final Set<String> WORLD_STATES =
            Set.of("40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "25006", "25P03", "25P04");

    /** Raised by functions of the schema that compare what is stored with what was read. */
    private static final String STALE = "CH001";

    private SqlFailure() {}

    static RuntimeException of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String message = "database: " + firstLine(failure) + " (" + state + ")";
        if (state.equals(STALE)) {
            return new StaleVersionException(message);
        }
        if (isOfTheWorld(failure, state)) {
            return new UnavailableException(message, failure);
        }
        // a value that is none, or too large for any row
        return state.startsWith("22") || state.startsWith("54")
                ? new IllegalArgumentException(message, failure)
                : new IllegalStateException(message, failure);
    }

    static RuntimeException noConnection(SQLException failure) {
        return new UnavailableException("database: no connection: " + firstLine(failure), failure);
    }

    private static boolean isOfTheWorld(SQLException failure, String state) {
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || WORLD_STATES.contains(state)
                || state.length() == 5 && WORLD_CLASSES.contains(state.substring(0, 2));
    }

    /** The lines below it may hold rows. */
    private static String firstLine(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
