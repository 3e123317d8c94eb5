package dev.countinghouse.adapter.postgres.database;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections that are cut: before the n-th step of their life, or after the commit was done and before its answer. */
public final class CrashingDataSource implements DataSource {

    /** What goes to the server. */
    private static final Set<String> STEPS = Set.of("setAutoCommit", "prepareStatement", "commit");

    private final DataSource real;
    private final int crashBefore;
    private final boolean afterCommit;
    private final AtomicInteger steps = new AtomicInteger();

    private CrashingDataSource(DataSource real, int crashBefore, boolean afterCommit) {
        this.real = real;
        this.crashBefore = crashBefore;
        this.afterCommit = afterCommit;
    }

    public static CrashingDataSource beforeStep(DataSource real, int step) {
        return new CrashingDataSource(real, step, false);
    }

    public static CrashingDataSource afterCommit(DataSource real) {
        return new CrashingDataSource(real, Integer.MAX_VALUE, true);
    }

    /** How many steps were begun. */
    public int steps() {
        return steps.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = real.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    // giving the connection back is no step: what was decided stands
                    boolean givesBack = method.getName().equals("setAutoCommit") && (boolean) arguments[0];
                    if (STEPS.contains(method.getName()) && !givesBack && steps.incrementAndGet() == crashBefore) {
                        throw cut(connection);
                    }
                    try {
                        Object answer = method.invoke(connection, arguments);
                        if (afterCommit && method.getName().equals("commit")) {
                            throw cut(connection);
                        }
                        return answer;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private static SQLException cut(Connection connection) throws SQLException {
        connection.abort(Runnable::run);
        return new SQLException("the connection was cut", "08006");
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PrintWriter getLogWriter() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
