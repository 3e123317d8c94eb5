package dev.countinghouse.billing.domain.gate;

import dev.countinghouse.billing.domain.ledger.LedgerId;

/** Names a call in its account; chosen by whoever makes it, so that a retry is recognised. */
public record ReservationId(String value) implements Comparable<ReservationId> {

    public ReservationId {
        LedgerId.requireOwn("reservation", value);
    }

    @Override
    public int compareTo(ReservationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
