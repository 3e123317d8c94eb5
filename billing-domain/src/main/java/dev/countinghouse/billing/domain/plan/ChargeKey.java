package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.Key;

public record ChargeKey(String value) implements Comparable<ChargeKey> {

    public ChargeKey {
        Key.require("charge", value);
    }

    @Override
    public int compareTo(ChargeKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
