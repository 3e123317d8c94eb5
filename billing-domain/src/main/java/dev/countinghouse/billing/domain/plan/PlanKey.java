package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.Key;

public record PlanKey(String value) implements Comparable<PlanKey> {

    public PlanKey {
        Key.require("plan", value);
    }

    @Override
    public int compareTo(PlanKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
