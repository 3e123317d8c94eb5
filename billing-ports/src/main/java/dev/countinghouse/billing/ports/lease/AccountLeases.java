package dev.countinghouse.billing.ports.lease;

import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Reservation.State;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Drawn;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Held;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Order;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Outcome;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Part;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Rate;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Slot;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Standing;
import dev.countinghouse.billing.ports.lease.HeldCalls.Entry;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/** What is held of one account. Whoever calls has it alone. */
final class AccountLeases {

    private static final Duration KNOWN_FOR = Duration.ofDays(1);
    private static final Fraction MILLION = Fraction.of(1_000_000);

    private final Map<BoundKey, Lease> leases = new HashMap<>();
    private final Map<Window, Fraction> rates = new HashMap<>();
    private final Map<BoundKey, Long> slots = new HashMap<>();
    private final HeldCalls calls = new HeldCalls();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
    private Instant touched = Instant.MIN;

    private record Window(BoundKey bound, Instant start) {}

    private record Due(Instant at, Runnable work) {}

    /** One that was recalled keeps its epoch, so that none of a lower one follows it. */
    private record Lease(long epoch, Fraction left, Instant until, boolean recalled) {

        Lease with(Fraction nowLeft) {
            return new Lease(epoch, nowLeft, until, recalled);
        }

        boolean reaches(Fraction quantity, Instant expiresAt) {
            return !recalled && quantity.compareTo(left) <= 0 && !expiresAt.isAfter(until);
        }
    }

    void touch(Instant time) {
        touched = time;
    }

    boolean isUntouchedSince(Instant time) {
        return touched.isBefore(time);
    }

    boolean isEmpty() {
        return leases.isEmpty() && rates.isEmpty() && calls.isEmpty();
    }

    // ---------------------------------------------------------------- what is over

    void expire(Instant now) {
        for (Due next = due.peek(); next != null && !next.at().isAfter(now); next = due.peek()) {
            due.remove();
            next.work().run();
        }
        calls.forgetOver(now);
    }

    private void put(Entry entry) {
        calls.put(entry);
        due.add(new Due(entry.over(), () -> {
            if (calls.remove(entry) && entry.isOpen()) {
                giveBack(entry);
                free(entry);
                calls.putExpired(entry.as(State.EXPIRED, true, entry.over().plus(KNOWN_FOR)));
            }
        }));
    }

    private void giveBack(Entry entry) {
        entry.held()
                .drawn()
                .forEach((bound, drawn) -> leases.computeIfPresent(
                        bound,
                        (key, lease) -> lease.epoch() == drawn.epoch() && !lease.recalled()
                                ? lease.with(lease.left().plus(drawn.quantity()))
                                : lease));
    }

    private void free(Entry entry) {
        entry.slots().forEach(slot -> slots.computeIfPresent(slot.bound(), (key, used) -> used == 1 ? null : used - 1));
    }

    // ---------------------------------------------------------------- calls

    Outcome spend(Order order) {
        Optional<Held> known = find(order.call().id()).filter(earlier -> earlier.state() != State.EXPIRED);
        if (known.isPresent()) {
            return new Outcome.Known(known.get());
        }
        Map<BoundKey, Long> lacking = lacking(order);
        if (!lacking.isEmpty()) {
            return new Outcome.Lacking(lacking);
        }
        Map<BoundKey, Fraction> full = full(order);
        return full.isEmpty() ? take(order) : new Outcome.Full(full);
    }

    private Map<BoundKey, Long> lacking(Order order) {
        Map<BoundKey, Long> lacking = new HashMap<>();
        for (Part part : order.parts()) {
            Lease lease = leases.get(part.bound());
            if (lease == null || !lease.reaches(taken(part.quantity()), order.expiresAt())) {
                lacking.put(part.bound(), lease == null || lease.recalled() ? 0 : lease.epoch());
            }
        }
        return lacking;
    }

    private Map<BoundKey, Fraction> full(Order order) {
        Map<BoundKey, Fraction> full = new HashMap<>();
        for (Rate rate : order.rates()) {
            Fraction used = used(rate);
            if (used.plus(taken(rate.quantity())).compareTo(rate.most()) > 0) {
                full.put(rate.bound(), used);
            }
        }
        for (Slot slot : order.slots()) {
            if (used(slot) >= slot.most()) {
                full.put(slot.bound(), Fraction.of(used(slot)));
            }
        }
        return full;
    }

    private Fraction used(Rate rate) {
        return rates.getOrDefault(new Window(rate.bound(), rate.start()), Fraction.ZERO);
    }

    private long used(Slot slot) {
        return slots.getOrDefault(slot.bound(), 0L);
    }

    private Outcome take(Order order) {
        Map<BoundKey, Fraction> left = new HashMap<>();
        TreeMap<BoundKey, Drawn> drawn = new TreeMap<>();
        for (Part part : order.parts()) {
            Lease before = Objects.requireNonNull(leases.get(part.bound()), "it does not lack");
            Fraction quantity = taken(part.quantity());
            Lease after = before.with(before.left().minus(quantity));
            leases.put(part.bound(), after);
            drawn.put(part.bound(), new Drawn(after.epoch(), quantity));
            left.put(part.bound(), after.left());
        }
        for (Rate rate : order.rates()) {
            left.put(rate.bound(), rate.most().minus(count(rate)));
        }
        for (Slot slot : order.slots()) {
            left.put(slot.bound(), Fraction.of(slot.most() - slots.merge(slot.bound(), 1L, Long::sum)));
        }
        Held held = new Held(order.call(), order.now(), order.expiresAt(), drawn, State.OPEN, false);
        put(new Entry(held, order.slots(), order.expiresAt()));
        return new Outcome.Spent(left);
    }

    private Fraction count(Rate rate) {
        Window window = new Window(rate.bound(), rate.start());
        if (!rates.containsKey(window)) {
            due.add(new Due(rate.end(), () -> rates.remove(window)));
        }
        return rates.merge(window, taken(rate.quantity()), Fraction::plus);
    }

    Optional<Held> find(ReservationId id) {
        return calls.find(id).map(Entry::held);
    }

    Optional<Held> end(ReservationId id, Instant now, State state) {
        Optional<Entry> before = calls.find(id).filter(entry -> !entry.isEnded());
        before.ifPresent(entry -> {
            if (entry.isOpen() && state == State.RELEASED) {
                giveBack(entry);
            }
            free(entry);
            calls.putEnded(entry.as(state, !entry.isOpen(), now.plus(KNOWN_FOR)));
        });
        return find(id);
    }

    boolean undo(Order order) {
        Optional<Entry> spent = calls.find(order.call().id()).filter(entry -> !entry.isEnded());
        spent.ifPresent(entry -> {
            calls.remove(entry);
            if (entry.isOpen()) {
                giveBack(entry);
            }
            free(entry);
            uncount(order);
        });
        return spent.isPresent();
    }

    private void uncount(Order order) {
        order.rates()
                .forEach(rate -> rates.computeIfPresent(
                        new Window(rate.bound(), rate.start()),
                        (window, counted) ->
                                counted.minus(taken(rate.quantity())).max(Fraction.ZERO)));
    }

    // ---------------------------------------------------------------- leases

    boolean lend(BoundKey bound, long epoch, Fraction more, Instant until) {
        Lease before = leases.get(bound);
        if (before != null && (before.epoch() > epoch || before.recalled() && before.epoch() == epoch)) {
            return false;
        }
        Fraction lent = rounded(more, RoundingMode.FLOOR);
        Lease lease = before != null && before.epoch() == epoch && !before.recalled()
                ? new Lease(epoch, before.left().plus(lent), later(before.until(), until), false)
                : new Lease(epoch, lent, until, false);
        leases.put(bound, lease);
        if (before == null) {
            forgetAfter(bound, lease);
        }
        return true;
    }

    private void forgetAfter(BoundKey bound, Lease lease) {
        due.add(new Due(lease.until().plus(KNOWN_FOR), () -> {
            Lease last = Objects.requireNonNull(leases.get(bound), "nobody else removes it");
            if (last.until().isAfter(lease.until())) {
                forgetAfter(bound, last);
            } else {
                leases.remove(bound);
            }
        }));
    }

    Map<BoundKey, Drawn> takeBack(Set<BoundKey> bounds) {
        Map<BoundKey, Drawn> back = new HashMap<>();
        for (BoundKey bound : bounds) {
            Lease lease = leases.get(bound);
            if (lease != null && !lease.recalled() && lease.left().signum() > 0) {
                back.put(bound, new Drawn(lease.epoch(), lease.left()));
                leases.put(bound, lease.with(Fraction.ZERO));
            }
        }
        return back;
    }

    Map<BoundKey, Standing> standings(Set<BoundKey> bounds) {
        Map<BoundKey, Standing> standings = new HashMap<>();
        for (BoundKey bound : bounds) {
            Lease lease = leases.get(bound);
            if (lease != null && !lease.recalled()) {
                standings.put(bound, new Standing(lease.epoch(), lease.left(), calls.drawn(bound, lease.epoch())));
            }
        }
        return standings;
    }

    boolean recall() {
        leases.replaceAll((bound, lease) -> new Lease(lease.epoch(), Fraction.ZERO, lease.until(), true));
        return true;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Fraction taken(Fraction quantity) {
        return rounded(quantity, RoundingMode.CEILING);
    }

    private static Fraction rounded(Fraction quantity, RoundingMode mode) {
        Fraction millionths = quantity.times(MILLION);
        return millionths.isWhole() ? quantity : Fraction.of(millionths.round(mode), MILLION.numerator());
    }
}
