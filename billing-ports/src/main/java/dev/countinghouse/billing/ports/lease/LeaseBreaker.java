package dev.countinghouse.billing.ports.lease;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has nobody wait for a holder that does not answer: after so many failures in a row it is not asked for a while, and then by
 * one caller, whose answer decides whether the others ask again.
 */
public final class LeaseBreaker implements LeaseHolder {

    /**
     * @param failures in a row, the first and the last no further apart than {@code within}
     * @param pause in which the holder is not asked
     */
    public record Rule(int failures, Duration within, Duration pause) {

        public Rule {
            if (failures < 1) {
                throw new IllegalArgumentException("failures is " + failures + ", it takes at least 1 to stop asking");
            }
        }
    }

    private final LeaseHolder holder;
    private final Rule rule;
    private final InstantSource clock;
    private int failures;
    private Instant firstFailure = Instant.MIN;
    private @Nullable Instant openUntil;

    /** @param clock of the world, not of the engine: what is waited for is an answer */
    public LeaseBreaker(LeaseHolder holder, Rule rule, InstantSource clock) {
        this.holder = holder;
        this.rule = rule;
        this.clock = clock;
    }

    private <T> T ask(Supplier<T> step) {
        enter();
        T answer;
        try {
            answer = step.get();
        } catch (UnavailableException failure) {
            failed();
            throw failure;
        }
        answered();
        return answer;
    }

    /** Who comes first after a pause asks; the others wait for another pause, unless it is answered. */
    private synchronized void enter() {
        Instant end = openUntil;
        if (end == null) {
            return;
        }
        Instant now = clock.instant();
        if (now.isBefore(end)) {
            String message =
                    "holder '" + holder.name() + "' has failed " + failures + " times and is not asked until " + end;
            throw new UnavailableException(message, new RejectedExecutionException(message));
        }
        openUntil = now.plus(rule.pause());
    }

    private synchronized void failed() {
        Instant now = clock.instant();
        if (openUntil == null && now.isAfter(firstFailure.plus(rule.within()))) {
            failures = 0;
        }
        if (failures == 0) {
            firstFailure = now;
        }
        failures++;
        if (failures >= rule.failures()) {
            openUntil = now.plus(rule.pause());
        }
    }

    private synchronized void answered() {
        failures = 0;
        openUntil = null;
    }

    @Override
    public String name() {
        return holder.name();
    }

    @Override
    public Outcome spend(Order order) {
        return ask(() -> holder.spend(order));
    }

    @Override
    public Optional<Held> capture(AccountId account, ReservationId id, Instant now) {
        return ask(() -> holder.capture(account, id, now));
    }

    @Override
    public Optional<Held> release(AccountId account, ReservationId id, Instant now) {
        return ask(() -> holder.release(account, id, now));
    }

    @Override
    public Optional<Held> find(AccountId account, ReservationId id, Instant now) {
        return ask(() -> holder.find(account, id, now));
    }

    @Override
    public void lend(AccountId account, BoundKey bound, long epoch, Fraction more, Instant until) {
        ask(() -> {
            holder.lend(account, bound, epoch, more, until);
            return true;
        });
    }

    @Override
    public void undo(Order spent) {
        ask(() -> {
            holder.undo(spent);
            return true;
        });
    }

    @Override
    public Map<BoundKey, Drawn> takeBack(AccountId account, Set<BoundKey> bounds) {
        return ask(() -> holder.takeBack(account, bounds));
    }

    @Override
    public Optional<Map<BoundKey, Standing>> standings(AccountId account, Set<BoundKey> bounds, Instant now) {
        return ask(() -> holder.standings(account, bounds, now));
    }

    @Override
    public void recall(AccountId account) {
        ask(() -> {
            holder.recall(account);
            return true;
        });
    }
}
