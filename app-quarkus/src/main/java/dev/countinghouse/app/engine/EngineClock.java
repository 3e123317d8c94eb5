package dev.countinghouse.app.engine;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.TestClock;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What time the engine takes it to be: the system's, or under {@code countinghouse.test-clock} one that stands still until
 * it is moved, and is kept with the data it belongs to. A moved clock is seen by this process only, so a test clock is for
 * a service of one process.
 */
@Singleton
public class EngineClock implements TestClock {

    private final boolean movable;
    private final PostgresTransactions transactions;
    private volatile @Nullable Instant standing;

    public EngineClock(Settings settings, PostgresTransactions transactions) {
        this.movable = settings.testClock();
        this.transactions = transactions;
    }

    /** Before the first use, once the database is there. */
    public void restore() {
        if (movable) {
            standing = transactions
                    .inTransaction(Scope.SYSTEM, () -> stored(transactions.current()))
                    .orElse(null);
        }
    }

    /** Whether it is a test clock. */
    public boolean isMovable() {
        return movable;
    }

    /** The system's time where nobody has set the clock. */
    @Override
    public Instant instant() {
        Instant set = standing;
        return set == null ? InstantSource.system().instant() : set;
    }

    @Override
    public Optional<Instant> standing() {
        return Optional.ofNullable(standing);
    }

    @Override
    public synchronized void moveTo(Instant instant) {
        if (!movable) {
            throw new IllegalStateException("this is no test clock");
        }
        if (standing().filter(instant::isBefore).isPresent()) {
            return;
        }
        transactions.inTransaction(Scope.SYSTEM, () -> transactions
                .current()
                .update(
                        """
                        insert into test_clock (only_row, stands_at) values (true, ?)
                        on conflict (only_row) do update set stands_at = excluded.stands_at
                        """,
                        instant));
        standing = instant;
    }

    private static Optional<Instant> stored(Session session) {
        return session.queryOne("select stands_at from test_clock", row -> row.instant("stands_at"));
    }
}
