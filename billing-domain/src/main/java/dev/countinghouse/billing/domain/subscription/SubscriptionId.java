package dev.countinghouse.billing.domain.subscription;

public record SubscriptionId(String value) implements Comparable<SubscriptionId> {

    public SubscriptionId {
        if (value.isBlank() || value.length() > 64) {
            throw new IllegalArgumentException("subscription id '" + value + "' must have 1 to 64 characters");
        }
    }

    @Override
    public int compareTo(SubscriptionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
