package dev.countinghouse.app.engine;

import dev.countinghouse.adapter.postgres.transaction.UnitOfWork;
import dev.countinghouse.adapter.postgres.transaction.UnitsOfWork;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Transactions of the transaction manager, so that what Hibernate does meanwhile is on the same connection: bound to the
 * same accounts, kept or undone together.
 */
@Singleton
final class JtaUnitsOfWork implements UnitsOfWork {

    /** "Transaction resolution unknown": what cannot be told apart is reported as unavailable. */
    private static final String UNKNOWN = "08007";

    private final TransactionManager transactions;
    private final AgroalDataSource service;
    private final AgroalDataSource system;

    JtaUnitsOfWork(
            TransactionManager transactions, AgroalDataSource service, @DataSource("system") AgroalDataSource system) {
        this.transactions = transactions;
        this.service = service;
        this.system = system;
    }

    @Override
    public UnitOfWork begin(boolean asSystem) throws SQLException {
        try {
            transactions.begin();
        } catch (NotSupportedException | SystemException failure) {
            throw new IllegalStateException(
                    "a transaction of this thread is open that the engine has not begun", failure);
        }
        boolean begun = false;
        try {
            Running running = new Running((asSystem ? system : service).getConnection());
            begun = true;
            return running;
        } finally {
            if (!begun) {
                end();
            }
        }
    }

    @Override
    public boolean isOneOpen() {
        try {
            return transactions.getStatus() != Status.STATUS_NO_TRANSACTION;
        } catch (SystemException unknown) {
            return true;
        }
    }

    /** Undoes; there is nothing to report, since without a commit nothing is kept. */
    private void end() {
        try {
            if (transactions.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transactions.rollback();
            }
        } catch (SystemException unreachable) {
            // the pool drops the connection, and with it what it had begun
        }
    }

    private final class Running implements UnitOfWork {

        private final Connection connection;

        Running(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Connection connection() {
            return connection;
        }

        @Override
        public void commit() throws SQLException {
            close();
            try {
                transactions.commit();
            } catch (RollbackException
                    | HeuristicMixedException
                    | HeuristicRollbackException
                    | SystemException
                    | RuntimeException failure) {
                throw causeOf(failure);
            }
        }

        @Override
        public void rollback() {
            close();
            end();
        }

        /** The pool keeps it for the transaction until that has ended. */
        private void close() {
            try {
                connection.close();
            } catch (SQLException broken) {
                // the transaction will not commit, and says so
            }
        }
    }

    private static SQLException causeOf(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return new SQLException("the transaction did not commit: " + failure.getMessage(), UNKNOWN, failure);
    }
}
