package dev.countinghouse.adapter.postgres.transaction;

import java.sql.Connection;
import java.sql.SQLException;

/** One database transaction. It ends with the first call of {@link #commit} or {@link #rollback}, whatever that call does. */
public interface UnitOfWork {

    Connection connection();

    /** Keeps everything and gives the connection back; if it throws, nothing may have been kept, or all. */
    void commit() throws SQLException;

    /** Keeps nothing and gives the connection back. */
    void rollback() throws SQLException;
}
