package dev.countinghouse.billing.domain.budget;

import dev.countinghouse.billing.domain.Key;

/** Chosen by who sets the budget; one of its account. */
public record BudgetId(String value) implements Comparable<BudgetId> {

    public BudgetId {
        Key.require("budget", value);
    }

    @Override
    public int compareTo(BudgetId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
