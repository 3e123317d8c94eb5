package dev.countinghouse.adapter.postgres.transaction;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Transactions;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that belong to the thread that began them, at read committed. A transaction of one or more accounts runs as
 * the service role and sees only them, one of {@link Scope#SYSTEM} as the system role and sees what that may look up.
 *
 * <p>Where the connection is lost while it commits, nobody can say whether it did: that is reported as unavailable, and is
 * right to try again because every command of the engine may be repeated.
 */
public final class PostgresTransactions implements Transactions {

    private final UnitsOfWork units;
    private final ThreadLocal<@Nullable Session> running = new ThreadLocal<>();

    public PostgresTransactions(UnitsOfWork units) {
        this.units = units;
    }

    /** Over two data sources whose connections log in as a member of the service and of the system role. */
    public PostgresTransactions(DataSource service, DataSource system) {
        this(new JdbcUnitsOfWork(service, system));
    }

    @Override
    public <T> T inTransaction(Scope scope, Supplier<T> work) {
        Session session = running.get();
        return session == null ? outermost(scope, work) : session.joined(scope, work);
    }

    /** What this thread's transaction runs its statements with. */
    public Session current() {
        Session session = running.get();
        if (session == null) {
            throw new IllegalStateException("storage is used outside of a transaction");
        }
        return session;
    }

    /** The same for the rows of an account, which has to be bound. */
    public Session bound(AccountId account) {
        Session session = current();
        session.requireBound(account);
        return session;
    }

    @Override
    public void requireNone() {
        if (running.get() != null || units.isOneOpen()) {
            throw new IllegalStateException("a transaction of this thread is open");
        }
    }

    private <T> T outermost(Scope scope, Supplier<T> work) {
        UnitOfWork unit = begin(scope);
        Session session = new Session(unit.connection());
        boolean decided = false;
        running.set(session);
        try {
            T result = session.joined(scope, work);
            session.requireUnfailed();
            decided = true;
            commit(unit);
            return result;
        } finally {
            running.remove();
            if (!decided) {
                rollback(unit);
            }
        }
    }

    private UnitOfWork begin(Scope scope) {
        try {
            return units.begin(scope.system());
        } catch (SQLException failure) {
            throw SqlFailure.noConnection(failure);
        }
    }

    private static void commit(UnitOfWork unit) {
        try {
            unit.commit();
        } catch (SQLException failure) {
            throw SqlFailure.of(failure);
        }
    }

    private static void rollback(UnitOfWork unit) {
        try {
            unit.rollback();
        } catch (SQLException unreachable) {
            // without a commit nothing is kept; the caller is to see what went wrong first
        }
    }
}
