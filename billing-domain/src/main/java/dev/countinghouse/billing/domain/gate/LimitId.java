package dev.countinghouse.billing.domain.gate;

import dev.countinghouse.billing.domain.Key;

/** Chosen by who sets the limit; one of its account. */
public record LimitId(String value) implements Comparable<LimitId> {

    public LimitId {
        Key.require("limit", value);
    }

    @Override
    public int compareTo(LimitId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
