package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Held;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Order;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Decides calls without the storage, by spending what that has lent. What the terms are is remembered for a moment; leases
 * that do not reach are refilled by a tenth of what is available, and where that is too little for a call, the storage
 * decides it. A holder that is not there is left out: then the storage decides everything.
 */
final class FastGate {

    /** Calls that last longer are decided by the storage, so that leases can end soon after they were lost. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int MOST_REMEMBERED = 10_000;
    private static final int ATTEMPTS = 4;
    private final Books books;
    private final CallDesk desk;
    private final LeaseHolder holder;
    private final Duration fresh;
    private final Consumer<Catalogue> seen;
    private final Lending lending;
    /** Terms that were read before one of these are not remembered. */
    private final AtomicLong changes = new AtomicLong();

    private final Map<AccountId, KnownTerms> remembered = new ConcurrentHashMap<>();

    /** @param seen is told the catalogue that decisions are made by */
    FastGate(Books books, CallDesk desk, LeaseHolder holder, Duration fresh, Consumer<Catalogue> seen) {
        this.books = books;
        this.desk = desk;
        this.holder = holder;
        this.fresh = fresh;
        this.seen = seen;
        this.lending = new Lending(desk, holder);
    }

    /** Where the storage has to decide. */
    interface Stored {

        /**
         * @param counted whether rates and what runs at the same time are the holder's, and were counted there
         * @param back what is the storage's again of leases
         */
        Outcome decide(boolean counted, Map<BoundKey, LeaseHolder.Drawn> back);
    }

    Outcome reserve(Call call, Duration lasts, Stored storage) {
        try {
            for (int attempt = 1; ; attempt++) {
                Optional<KnownTerms> known = terms(call);
                if (known.isEmpty()) {
                    return storage.decide(false, Map.of());
                }
                KnownTerms terms = known.get();
                Instant now = books.now();
                Optional<Order> order = lasts.compareTo(LONGEST) > 0 || attempt > ATTEMPTS
                        ? Optional.empty()
                        : terms.order(call, now, now.plus(lasts));
                if (order.isEmpty()) {
                    return halfway(terms, call, now, lasts, storage);
                }
                LeaseHolder.Outcome outcome = holder.spend(order.get());
                if (!(outcome instanceof LeaseHolder.Outcome.Lacking lacking)) {
                    return answer(terms, order.get(), outcome);
                }
                long before = changes.get();
                if (!lending.refill(call, lasts, lacking.epochs(), book -> remember(book, call, before))) {
                    Optional.ofNullable(remembered.get(call.account()))
                            .orElse(terms)
                            .isShort(now);
                }
            }
        } catch (UnavailableException gone) {
            return storage.decide(false, Map.of());
        }
    }

    /**
     * Rates and what runs at the same time are the holder's, whoever decides the rest. What is left of leases that are too
     * short for the call is taken back first, so that it is decided by all that there is.
     */
    private Outcome halfway(KnownTerms terms, Call call, Instant now, Duration lasts, Stored storage) {
        Order order = terms.rates(call, now, now.plus(lasts));
        boolean counts = !order.rates().isEmpty() || !order.slots().isEmpty();
        LeaseHolder.Outcome outcome = counts ? holder.spend(order) : look(call, now);
        if (outcome instanceof LeaseHolder.Outcome.Full
                || outcome instanceof LeaseHolder.Outcome.Known known && isDecided(known.earlier())) {
            return answer(terms, order, outcome);
        }
        Outcome decided = lending.whileNobodyLends(call.account(), () -> {
            Set<BoundKey> leased = terms.leased(call, now);
            return storage.decide(true, leased.isEmpty() ? Map.of() : holder.takeBack(call.account(), leased));
        });
        if (counts && !(decided instanceof Outcome.Admitted) && outcome instanceof LeaseHolder.Outcome.Spent) {
            holder.undo(order);
        }
        return decided;
    }

    /** As if the holder had something of it to count. */
    private LeaseHolder.Outcome look(Call call, Instant now) {
        return holder.find(call.account(), call.id(), now)
                .filter(held -> held.state() != Reservation.State.EXPIRED)
                .<LeaseHolder.Outcome>map(LeaseHolder.Outcome.Known::new)
                .orElseGet(() -> new LeaseHolder.Outcome.Spent(Map.of()));
    }

    /** Whether the storage need not be asked what became of it. */
    private static boolean isDecided(Held held) {
        return !held.drawn().isEmpty() || held.state() == Reservation.State.RELEASED;
    }

    private static Outcome answer(KnownTerms terms, Order order, LeaseHolder.Outcome outcome) {
        if (outcome instanceof LeaseHolder.Outcome.Spent spent) {
            Reservation taken = reservation(new Held(
                    order.call(), order.now(), order.expiresAt(), terms.drawn(order), Reservation.State.OPEN, false));
            return new Outcome.Admitted(terms.decision(order, spent.left(), Map.of()), Optional.of(taken), false);
        }
        if (outcome instanceof LeaseHolder.Outcome.Full full) {
            return new Outcome.Refused(terms.decision(order, Map.of(), full.used()));
        }
        Held earlier = ((LeaseHolder.Outcome.Known) outcome).earlier();
        Reservation reservation = reservation(earlier);
        if (!earlier.call().equals(order.call())) {
            return new Outcome.Conflict(reservation, "call '" + earlier.call().id() + "' was made for something else");
        }
        return earlier.state() == Reservation.State.RELEASED
                ? new Outcome.Conflict(reservation, "call '" + earlier.call().id() + "' was given up")
                : new Outcome.Admitted(terms.decision(order, Map.of(), Map.of()), Optional.of(reservation), true);
    }

    /** As if it were stored: one that was captured is open until its usage is recorded. */
    static Reservation reservation(Held held) {
        TreeMap<BoundKey, Fraction> parts = new TreeMap<>();
        held.drawn().forEach((bound, drawn) -> parts.put(bound, drawn.quantity()));
        Reservation open =
                new Reservation(held.call(), held.admittedAt(), held.expiresAt(), parts, List.of(), Optional.empty());
        return held.state() == Reservation.State.RELEASED ? open.released(held.admittedAt()) : open;
    }

    // ---------------------------------------------------------------- terms and leases

    private Optional<KnownTerms> terms(Call call) {
        KnownTerms known = remembered.get(call.account());
        if (known != null && known.covers(call, books.now())) {
            return Optional.of(known);
        }
        long before = changes.get();
        return desk.run(CallDesk.Step.deciding(call.account(), call.id(), book -> remember(book, call, before)));
    }

    /** An account that has a clock of its own is asked for it each time. */
    private Optional<KnownTerms> remember(CallBook book, Call call, long version) {
        AccountId account = call.account();
        seen.accept(book.view().catalogue());
        boolean ownClock = books.hasTestClocks()
                && !books.accountClocks().of(Set.of(account)).isEmpty();
        Optional<CallTerms> terms = ownClock ? Optional.empty() : book.terms();
        if (terms.isEmpty() || !terms.get().admits(call)) {
            remembered.remove(account);
            return Optional.empty();
        }
        Optional<KnownTerms> before = Optional.ofNullable(remembered.get(account));
        KnownTerms known = KnownTerms.of(terms.get(), book.now().plus(fresh), call, before);
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.values().removeIf(old -> !old.holds(book.now()));
        }
        if (remembered.size() < MOST_REMEMBERED && changes.get() == version) {
            remembered.put(account, known);
        }
        return Optional.of(known);
    }

    /** Terms of an account have changed: nothing is admitted by the old ones that needs a lease. */
    void forget(AccountId account) {
        changes.incrementAndGet();
        remembered.remove(account);
        // what is being lent by the old terms arrives before, and not after
        lending.whileNobodyLends(account, () -> {
            try {
                holder.recall(account);
            } catch (UnavailableException gone) {
                // who cannot be reached holds leases that end by themselves
            }
            return account;
        });
    }

    // ---------------------------------------------------------------- settling

    String holder() {
        return holder.name();
    }

    /** What the holder knows of a call; it may not be there, as with the other two. */
    Optional<Held> capture(AccountId account, ReservationId id) {
        return holder.capture(account, id, books.now());
    }

    /**
     * What has come late took nothing until it came, and others may have been lent it: so that it counts against the next call,
     * work is done with what is left of these leases.
     */
    <T> T withoutLeases(AccountId account, Set<BoundKey> bounds, Function<Map<BoundKey, LeaseHolder.Drawn>, T> work) {
        return lending.whileNobodyLends(account, () -> work.apply(takenBack(account, bounds)));
    }

    private Map<BoundKey, LeaseHolder.Drawn> takenBack(AccountId account, Set<BoundKey> bounds) {
        try {
            return holder.takeBack(account, bounds);
        } catch (UnavailableException gone) {
            return Map.of();
        }
    }

    Optional<Held> release(AccountId account, ReservationId id) {
        return holder.release(account, id, books.now());
    }

    Optional<Held> find(AccountId account, ReservationId id) {
        return holder.find(account, id, books.now());
    }

    /** What the holder has of leases; empty if it is not there. */
    Optional<Map<BoundKey, LeaseHolder.Standing>> standings(AccountId account, Set<BoundKey> bounds, Instant now) {
        try {
            return holder.standings(account, bounds, now);
        } catch (UnavailableException gone) {
            return Optional.empty();
        }
    }
}
