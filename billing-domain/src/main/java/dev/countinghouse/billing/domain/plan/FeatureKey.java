package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.Key;

public record FeatureKey(String value) implements Comparable<FeatureKey> {

    public FeatureKey {
        Key.require("feature", value);
    }

    @Override
    public int compareTo(FeatureKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
