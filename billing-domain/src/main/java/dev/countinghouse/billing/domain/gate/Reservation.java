package dev.countinghouse.billing.domain.gate;

import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.money.Fraction;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A call that was admitted.
 *
 * @param parts what it takes of each bound until it is settled or its time is over
 * @param holds on credits, by which it is paid
 * @param expiresAt when what it took is free again, if nobody has settled it
 */
public record Reservation(
        Call call,
        Instant admittedAt,
        Instant expiresAt,
        SortedMap<BoundKey, Fraction> parts,
        List<HoldId> holds,
        Optional<Settled> settled) {

    public enum State {
        OPEN,
        CAPTURED,
        RELEASED,
        EXPIRED
    }

    /** @param used what was recorded; empty if the call was given up */
    public record Settled(Instant at, Optional<EventData> used, boolean late) {}

    public Reservation {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        holds = List.copyOf(holds);
    }

    /** One whose time is over can still be captured: what was used is recorded, however late it is told. */
    public State state(Instant now) {
        return settled.map(end -> end.used().isPresent() ? State.CAPTURED : State.RELEASED)
                .orElse(now.isBefore(expiresAt) ? State.OPEN : State.EXPIRED);
    }

    public Reservation captured(EventData used, Instant now) {
        return settled(new Settled(now, Optional.of(used), state(now) == State.EXPIRED));
    }

    public Reservation released(Instant now) {
        return settled(new Settled(now, Optional.empty(), false));
    }

    private Reservation settled(Settled end) {
        if (settled.isPresent()) {
            throw new IllegalStateException("reservation " + call.id() + " was settled at "
                    + settled.get().at());
        }
        return new Reservation(call, admittedAt, expiresAt, parts, holds, Optional.of(end));
    }
}
