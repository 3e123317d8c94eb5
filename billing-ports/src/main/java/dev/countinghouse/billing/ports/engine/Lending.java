package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Bound;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Lease;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Has the storage lend a tenth of what is available to a holder, as long as that is enough for a call. */
final class Lending {

    /** How long a lease lasts at least; what a holder loses is back after that. */
    private static final Duration LEASE = Duration.ofMinutes(5);
    /** By how much a holder stops before a lease ends, for clocks that differ. */
    private static final Duration SLACK = Duration.ofSeconds(5);
    /** Who was lent to so recently need not be lent to again: whoever asks has not seen it yet. */
    private static final Duration JUST_NOW = Duration.ofSeconds(1);

    private static final Fraction SHARE = Fraction.of(1, 10);
    private static final int DECIMALS = 6;
    private static final int STRIPES = 256;

    private final CallDesk desk;
    private final LeaseHolder holder;

    /** Nobody takes back what is granted and has not come to the holder yet: it would seem to be used. */
    private final List<ReadWriteLock> lending =
            Stream.generate(ReentrantReadWriteLock::new).limit(STRIPES).collect(Collectors.toList());

    Lending(CallDesk desk, LeaseHolder holder) {
        this.desk = desk;
        this.holder = holder;
    }

    <T> T whileNobodyLends(AccountId account, Supplier<T> work) {
        return locked(lending(account).readLock(), work);
    }

    private ReadWriteLock lending(AccountId account) {
        return lending.get(Math.floorMod(account.hashCode(), lending.size()));
    }

    private static <T> T locked(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@code false} if too little is available to be lent.
     *
     * @param current the terms as they are now: what is lent is spent by them
     */
    boolean refill(
            Call call, Duration lasts, Map<BoundKey, Long> epochs, Function<CallBook, Optional<KnownTerms>> current) {
        return locked(lending(call.account()).writeLock(), () -> lend(call, lasts, epochs, current));
    }

    private boolean lend(
            Call call, Duration lasts, Map<BoundKey, Long> epochs, Function<CallBook, Optional<KnownTerms>> current) {
        Optional<List<Granted>> granted =
                desk.run(CallDesk.Step.deciding(call.account(), call.id(), book -> current.apply(book)
                        .flatMap(terms -> grant(book, terms, call, lasts, epochs))));
        granted.ifPresent(all -> all.forEach(each -> {
            Lease lease = each.lease();
            if (each.more().signum() > 0) {
                holder.lend(
                        call.account(),
                        lease.bound(),
                        lease.epoch(),
                        each.more(),
                        lease.endsAt().minus(SLACK));
            }
        }));
        return granted.isPresent();
    }

    private record Granted(Lease lease, Fraction more) {}

    private Optional<List<Granted>> grant(
            CallBook book, KnownTerms known, Call call, Duration lasts, Map<BoundKey, Long> epochs) {
        CallTerms terms = book.terms().orElseThrow();
        Instant now = book.now();
        Instant needed = now.plus(lasts).plus(SLACK).plus(SLACK);
        if (needed.isAfter(terms.changesAt())) {
            // what is lent by these terms must not be spent by the next ones
            return Optional.empty();
        }
        Instant end = earlier(later(needed, now.plus(LEASE)), terms.changesAt());
        List<Granted> granted = new ArrayList<>();
        for (Bound bound : terms.bounds(call)) {
            Long seen = epochs.get(bound.key());
            if (seen != null) {
                Lease latest = book.lease(holder.name(), bound.key());
                boolean news = latest.epoch() > seen && latest.endsAt().isAfter(end.minus(JUST_NOW));
                Fraction available = book.available(bound).orElse(Fraction.ZERO);
                Fraction more = news ? Fraction.ZERO : rounded(available.times(SHARE));
                if (!news && more.compareTo(bound.wanted()) < 0) {
                    return Optional.empty();
                }
                known.lent(bound.key(), available.minus(more));
                granted.add(new Granted(news ? latest : refilled(latest, seen, more, end, needed, now), more));
            }
        }
        book.lend(granted.stream().map(Granted::lease).toList());
        return Optional.of(granted);
    }

    /**
     * A lease is refilled in the first half of its time and never prolonged: whatever was not reported of it, for whatever
     * reason, is free when it ends.
     */
    private static Lease refilled(Lease latest, long seen, Fraction more, Instant end, Instant needed, Instant now) {
        boolean goesOn = latest.epoch() == seen
                && !latest.endsAt().isBefore(needed)
                && !latest.endsAt().isBefore(now.plus(LEASE.dividedBy(2)));
        return goesOn
                ? latest.grant(more, latest.endsAt())
                : latest.granted().isZero()
                        ? latest.grant(more, end)
                        : latest.next().grant(more, end);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Fraction rounded(Fraction quantity) {
        return Fraction.of(quantity.round(DECIMALS, RoundingMode.DOWN));
    }
}
