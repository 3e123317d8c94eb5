package dev.countinghouse.billing.domain.metering;

/** How a meter makes one quantity of many events. */
public enum Aggregation {
    /** Adds the values up. */
    SUM(true),
    /** Counts the events. */
    COUNT(false),
    /** The largest value reported in the window. */
    MAX(true),
    /** The smallest value reported in the window. */
    MIN(true),
    /** The sum of the values divided by the number of events. */
    AVERAGE(true),
    /** How many different values were reported. */
    UNIQUE(true),
    /** The level that holds at the end of the window: the last report, in the window or before it. */
    LATEST(true),
    /** The level integrated over time, in unit × seconds; over a billing period's seconds it is the average level. */
    TIME_WEIGHTED(true);

    private final boolean needsProperty;

    Aggregation(boolean needsProperty) {
        this.needsProperty = needsProperty;
    }

    public boolean needsProperty() {
        return needsProperty;
    }

    /** A level holds until the next report of it, so reports before a window matter inside it. */
    public boolean isLevel() {
        return this == LATEST || this == TIME_WEIGHTED;
    }

    /** The quantity is the sum of what the events contribute one by one, so each of them can have a price of its own. */
    public boolean isPerEvent() {
        return this == SUM || this == COUNT;
    }

    /** Quantities of neighbouring windows add up to the quantity of both together. */
    public boolean isAdditive() {
        return this == SUM || this == COUNT || this == TIME_WEIGHTED;
    }
}
