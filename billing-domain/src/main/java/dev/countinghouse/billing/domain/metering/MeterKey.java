package dev.countinghouse.billing.domain.metering;

import dev.countinghouse.billing.domain.Key;

public record MeterKey(String value) implements Comparable<MeterKey> {

    public MeterKey {
        Key.require("meter", value);
    }

    @Override
    public int compareTo(MeterKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
