package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.LedgerId;

/** Names a hold in its account; chosen by whoever places it, so that a retry is recognised. */
public record HoldId(String value) implements Comparable<HoldId> {

    public HoldId {
        LedgerId.require("hold", value);
    }

    @Override
    public int compareTo(HoldId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
