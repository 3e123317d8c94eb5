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
 * <p>A quantity of a {@link Aggregation#TIME_WEIGHTED} meter is in unit × seconds.
 */
public interface Usage {

    /** The aggregate of the events in the window that the meter and the filter accept; 0 where there are none. */
    Fraction quantity(Meter meter, Filter filter, Period window);

    /** The same per combination of values of the given dimensions; combinations without any event are absent. */
    SortedMap<Group, Fraction> quantities(Meter meter, Filter filter, List<String> dimensions, Period window);

    /** Visits the matching events of the window in their order, each with the value the meter takes from it. */
    void visit(Meter meter, Filter filter, Period window, BiConsumer<UsageEvent, Fraction> visitor);

    /**
     * The first instant in the window at which the aggregate from the window's start reached {@code quantity}; empty if
     * it did not. A grace time runs from there.
     */
    Optional<Instant> reachedAt(Meter meter, Filter filter, Period window, Fraction quantity);
}
