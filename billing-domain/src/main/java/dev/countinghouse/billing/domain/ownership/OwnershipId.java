package dev.countinghouse.billing.domain.ownership;

import dev.countinghouse.billing.domain.ledger.LedgerId;

/** Chosen by who buys, so that a retry is recognised; one of its account. */
public record OwnershipId(String value) implements Comparable<OwnershipId> {

    public OwnershipId {
        LedgerId.requireOwn("purchase", value);
    }

    @Override
    public int compareTo(OwnershipId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
