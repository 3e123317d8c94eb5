package dev.countinghouse.adapter.postgres.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Transactions on connections that are committed by hand. */
final class JdbcUnitsOfWork implements UnitsOfWork {

    private final DataSource service;
    private final DataSource system;

    JdbcUnitsOfWork(DataSource service, DataSource system) {
        this.service = service;
        this.system = system;
    }

    @Override
    public UnitOfWork begin(boolean asSystem) throws SQLException {
        Connection connection = (asSystem ? system : service).getConnection();
        try {
            connection.setAutoCommit(false);
        } catch (SQLException | RuntimeException broken) {
            close(connection);
            throw broken;
        }
        return new Running(connection);
    }

    private record Running(Connection connection) implements UnitOfWork {

        @Override
        public void commit() throws SQLException {
            try {
                connection.commit();
                reset(connection);
            } finally {
                close(connection);
            }
        }

        @Override
        public void rollback() throws SQLException {
            try {
                connection.rollback();
                reset(connection);
            } finally {
                close(connection);
            }
        }
    }

    /** What was decided stands, whatever becomes of the connection; a pool finds out by itself that one is broken. */
    private static void reset(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException broken) {
            // it is closed next
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException broken) {
            // it is of no use to anybody any more
        }
    }
}
