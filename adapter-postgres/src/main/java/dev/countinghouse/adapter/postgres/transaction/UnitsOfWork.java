package dev.countinghouse.adapter.postgres.transaction;

import java.sql.SQLException;

/**
 * Begins database transactions. The one for plain data sources comes with {@link PostgresTransactions}; a host whose
 * connections belong to a transaction manager, which alone may commit them, brings its own.
 */
public interface UnitsOfWork {

    /**
     * Begins a transaction at isolation level read committed.
     *
     * @param system on a connection of the system role instead of the service role
     */
    UnitOfWork begin(boolean system) throws SQLException;

    /** Whether this thread has a transaction that somebody else has begun, as a transaction manager can know. */
    default boolean isOneOpen() {
        return false;
    }
}
