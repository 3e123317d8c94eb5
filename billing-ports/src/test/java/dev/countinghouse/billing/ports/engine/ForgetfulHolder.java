package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A holder that is replaced by an empty one, is away, or counts what it is asked. */
final class ForgetfulHolder implements LeaseHolder {

    private final Supplier<? extends LeaseHolder> current;
    final AtomicInteger spends = new AtomicInteger();
    final AtomicInteger lends = new AtomicInteger();
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean away;
    volatile boolean takesBack = true;
    volatile boolean answersFinds = true;

    ForgetfulHolder(Supplier<? extends LeaseHolder> current) {
        this.current = current;
    }

    private LeaseHolder there() {
        return there(true);
    }

    private LeaseHolder there(boolean answers) {
        asked.incrementAndGet();
        if (away || !answers) {
            throw new UnavailableException("the holder is away", new IllegalStateException("away"));
        }
        return current.get();
    }

    @Override
    public String name() {
        return current.get().name();
    }

    @Override
    public Outcome spend(Order order) {
        spends.incrementAndGet();
        return there().spend(order);
    }

    @Override
    public Optional<Held> capture(AccountId account, ReservationId id, Instant now) {
        return there().capture(account, id, now);
    }

    @Override
    public Optional<Held> release(AccountId account, ReservationId id, Instant now) {
        return there().release(account, id, now);
    }

    @Override
    public Optional<Held> find(AccountId account, ReservationId id, Instant now) {
        return there(answersFinds).find(account, id, now);
    }

    @Override
    public void lend(AccountId account, BoundKey bound, long epoch, Fraction more, Instant until) {
        lends.incrementAndGet();
        there().lend(account, bound, epoch, more, until);
    }

    @Override
    public void undo(Order spent) {
        there().undo(spent);
    }

    @Override
    public Map<BoundKey, Drawn> takeBack(AccountId account, Set<BoundKey> bounds) {
        return there(takesBack).takeBack(account, bounds);
    }

    @Override
    public Optional<Map<BoundKey, Standing>> standings(AccountId account, Set<BoundKey> bounds, Instant now) {
        return there().standings(account, bounds, now);
    }

    @Override
    public void recall(AccountId account) {
        there().recall(account);
    }
}
