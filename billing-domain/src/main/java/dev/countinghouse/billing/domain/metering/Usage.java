package dev.countinghouse.billing.domain.metering;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/**
 * What one account used. Rating, quotas, previews and invoices all read usage through this interface, from events in
 * memory or from rollups in a database, and get the same numbers.
 *
 * <p>A quantity of a {@link Aggregation#TIME_WEIGHTED} meter is in unit × seconds. An event with a {@link
 * Meter#defectOf defect} counts nowhere: a missing number is not a zero.
 *
 * <p>A level belongs where its series was reported last: a report that a filter does not accept ends the level the filter
 * saw before, and a disk that moves from one storage class to another is in one group at a time. So the groups of a level
 * add up to the whole, as those of a sum do.
 */
public interface Usage {

    /** The aggregate of the events in the window that the meter and the filter accept; 0 where there are none. */
    Fraction quantity(Meter meter, Filter filter, Period window);

    /**
     * The same per combination of values of the given dimensions. Combinations without any event are absent, those of a
     * level where its quantity is 0.
     */
    SortedMap<Group, Fraction> quantities(Meter meter, Filter filter, List<String> dimensions, Period window);

    /** Visits the matching events of the window in their order, each with the value the meter takes from it. */
    void visit(Meter meter, Filter filter, Period window, BiConsumer<UsageEvent, Fraction> visitor);

    /**
     * The first instant in the window at which the aggregate from the window's start, all events of that instant
     * included, reached {@code quantity}; empty if it did not. An integral over time can reach it at the window's end. A
     * grace time runs from there.
     */
    Optional<Instant> reachedAt(Meter meter, Filter filter, Period window, Fraction quantity);
}
