package dev.countinghouse.billing.ports.lease;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Reservation.State;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Leases in the memory of this process, with a lock per account. Two processes need two names, or one of them would spend
 * what the storage has lent to the other.
 */
public final class InProcessLeases implements LeaseHolder {

    /** An account that nobody has asked for is forgotten after it; holders may forget, and calls are kept for a day. */
    private static final Duration IDLE = Duration.ofDays(2);

    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    private final String name;
    private final InstantSource worldClock;
    private final Map<AccountId, AccountLeases> accounts = new ConcurrentHashMap<>();
    private final AtomicLong swept = new AtomicLong();

    /** @param worldClock tells how long nobody has asked for an account, whatever the time of the engine is */
    public InProcessLeases(String name, InstantSource worldClock) {
        this.name = name;
        this.worldClock = worldClock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Outcome spend(Order order) {
        return on(order.call().account(), own -> {
            own.expire(order.now());
            return own.spend(order);
        });
    }

    @Override
    public Optional<Held> capture(AccountId account, ReservationId id, Instant now) {
        return end(account, id, now, State.CAPTURED);
    }

    @Override
    public Optional<Held> release(AccountId account, ReservationId id, Instant now) {
        return end(account, id, now, State.RELEASED);
    }

    private Optional<Held> end(AccountId account, ReservationId id, Instant now, State state) {
        return on(account, own -> {
            own.expire(now);
            return own.end(id, now, state);
        });
    }

    @Override
    public Optional<Held> find(AccountId account, ReservationId id, Instant now) {
        return on(account, own -> {
            own.expire(now);
            return own.find(id);
        });
    }

    @Override
    public void lend(AccountId account, BoundKey bound, long epoch, Fraction more, Instant until) {
        on(account, own -> own.lend(bound, epoch, more, until));
    }

    @Override
    public void undo(Order spent) {
        on(spent.call().account(), own -> own.undo(spent));
    }

    @Override
    public Map<BoundKey, Drawn> takeBack(AccountId account, Set<BoundKey> bounds) {
        return on(account, own -> own.takeBack(bounds));
    }

    @Override
    public Optional<Map<BoundKey, Standing>> standings(AccountId account, Set<BoundKey> bounds, Instant now) {
        return on(account, own -> {
            own.expire(now);
            return Optional.of(own.standings(bounds));
        });
    }

    @Override
    public void recall(AccountId account) {
        on(account, AccountLeases::recall);
    }

    /** How many accounts it holds anything of. */
    int accounts() {
        return accounts.size();
    }

    private <T> T on(AccountId account, Function<AccountLeases, T> work) {
        Instant time = worldClock.instant();
        sweep(time);
        Step<T> step = new Step<>(work);
        accounts.compute(account, (id, before) -> {
            AccountLeases own = before == null ? new AccountLeases() : before;
            step.run(own);
            own.touch(time);
            return own.isEmpty() ? null : own;
        });
        return step.answer();
    }

    private static final class Step<T> {

        private final Function<AccountLeases, T> work;
        private @Nullable T answer;

        private Step(Function<AccountLeases, T> work) {
            this.work = work;
        }

        void run(AccountLeases own) {
            answer = work.apply(own);
        }

        T answer() {
            T done = answer;
            if (done == null) {
                throw new IllegalStateException("nothing was answered");
            }
            return done;
        }
    }

    private void sweep(Instant time) {
        long last = swept.get();
        long now = time.toEpochMilli();
        if (now - last < BETWEEN_SWEEPS.toMillis() || !swept.compareAndSet(last, now)) {
            return;
        }
        Instant idle = time.minus(IDLE);
        accounts.keySet()
                .forEach(id -> accounts.computeIfPresent(id, (any, own) -> own.isUntouchedSince(idle) ? null : own));
    }
}
