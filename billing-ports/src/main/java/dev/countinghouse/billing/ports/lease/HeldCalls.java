package dev.countinghouse.billing.ports.lease;

import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Reservation.State;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Drawn;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Held;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Slot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The calls of one account. Those that nobody has ended are kept after their time, but only so many: they are of use only to
 * somebody who tells late what they have used, and he can tell such a call as a whole.
 */
final class HeldCalls {

    /** Those that expired first are forgotten first. */
    static final int MOST_EXPIRED = 10_000;

    /** Enough for a repeat that comes soon; the storage knows those that were recorded for longer. */
    static final int MOST_ENDED = 100_000;

    private final Map<ReservationId, Entry> calls = new HashMap<>();
    private final Queue<Entry> expired = new ArrayDeque<>();
    private final Queue<Entry> ended = new ArrayDeque<>();

    /** @param over when it expires if it is open, else when it is not known any more */
    record Entry(Held held, List<Slot> slots, Instant over) {

        ReservationId id() {
            return held.call().id();
        }

        boolean isOpen() {
            return held.state() == State.OPEN;
        }

        boolean isEnded() {
            return !isOpen() && held.state() != State.EXPIRED;
        }

        Entry as(State state, boolean late, Instant nextOver) {
            return new Entry(
                    new Held(held.call(), held.admittedAt(), held.expiresAt(), held.drawn(), state, late),
                    List.of(),
                    nextOver);
        }
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    Optional<Entry> find(ReservationId id) {
        return Optional.ofNullable(calls.get(id));
    }

    /** What those that are open have drawn of a lease. */
    Fraction drawn(BoundKey bound, long epoch) {
        return calls.values().stream()
                .filter(Entry::isOpen)
                .flatMap(entry -> Optional.ofNullable(entry.held().drawn().get(bound)).stream())
                .filter(drawn -> drawn.epoch() == epoch)
                .map(Drawn::quantity)
                .reduce(Fraction.ZERO, Fraction::plus);
    }

    void put(Entry entry) {
        calls.put(entry.id(), entry);
    }

    /** {@code false} if something else has become of the call. */
    boolean remove(Entry entry) {
        return calls.remove(entry.id(), entry);
    }

    void putExpired(Entry entry) {
        put(entry);
        expired.add(entry);
        if (expired.size() > MOST_EXPIRED) {
            remove(expired.remove());
        }
    }

    void putEnded(Entry entry) {
        put(entry);
        ended.add(entry);
        if (ended.size() > MOST_ENDED) {
            remove(ended.remove());
        }
    }

    void forgetOver(Instant now) {
        for (Entry oldest = ended.peek(); oldest != null && !oldest.over().isAfter(now); oldest = ended.peek()) {
            remove(ended.remove());
        }
        for (Entry oldest = expired.peek(); oldest != null && !oldest.over().isAfter(now); oldest = expired.peek()) {
            remove(expired.remove());
        }
    }
}
