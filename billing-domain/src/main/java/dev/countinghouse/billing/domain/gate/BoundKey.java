package dev.countinghouse.billing.domain.gate;

import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.MeterKey;
import java.util.Optional;

/** Tells apart the limits of an account that calls are held against. What is outstanding is summed by it. */
public record BoundKey(String value) implements Comparable<BoundKey> {

    public static BoundKey of(MeterKey meter) {
        return new BoundKey("meter/" + meter);
    }

    public static BoundKey of(BudgetId budget) {
        return new BoundKey("budget/" + budget);
    }

    /** @param part the value of the dimension that the limit is for each of; {@code ""} for the account */
    public static BoundKey of(LimitId limit, String part) {
        return new BoundKey("limit/" + limit + (part.isEmpty() ? "" : "/" + part));
    }

    /** Of the limit that usage comes under; empty if it is not one of those that are limited. */
    public static Optional<BoundKey> of(UsageLimit limit, EventData usage) {
        return limit.countedAs(usage).map(part -> of(limit.id(), part));
    }

    @Override
    public int compareTo(BoundKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
