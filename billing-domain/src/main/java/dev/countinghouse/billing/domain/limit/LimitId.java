package dev.countinghouse.billing.domain.limit;

import dev.countinghouse.billing.domain.Key;

/** Chosen by who sells or sets the limit. What is counted for a limit of an account hangs on it. */
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
