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
            discard(connection);
            throw broken;
        }
        return new Running(connection);
    }

    private record Running(Connection connection) implements UnitOfWork {

        @Override
        public void commit() throws SQLException {
            try {
                connection.commit();
            } catch (SQLException | RuntimeException failure) {
                discard(connection);
                throw failure;
            }
            giveBack();
        }

        @Override
        public void rollback() throws SQLException {
            try {
                connection.rollback();
            } catch (SQLException | RuntimeException failure) {
                discard(connection);
                throw failure;
            }
            giveBack();
        }

        /** What was decided stands, so that trouble with the connection is no longer trouble of the transaction. */
        private void giveBack() {
            try {
                connection.setAutoCommit(true);
                connection.close();
            } catch (SQLException broken) {
                discard(connection);
            }
        }
    }

    /** Nobody knows what is still open on it, so it must not serve anybody else. */
    private static void discard(Connection connection) {
        try {
            connection.abort(Runnable::run);
            connection.close();
        } catch (SQLException gone) {
            // that is what was wanted
        }
    }
}
