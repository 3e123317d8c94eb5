package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.Key;

public record ProductKey(String value) implements Comparable<ProductKey> {

    public ProductKey {
        Key.require("product", value);
    }

    @Override
    public int compareTo(ProductKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
