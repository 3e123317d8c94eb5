package dev.countinghouse.billing.domain.metering;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Usage as it would be with one more event, for telling the price of what has not happened yet. Sums and counts take the
 * event in; what an event would do to a level or a maximum is not asked.
 */
public final class SupposedUsage implements Usage {

    private final Usage usage;
    private final UsageEvent event;

    public SupposedUsage(Usage usage, UsageEvent event) {
        this.usage = usage;
        this.event = event;
    }

    @Override
    public Fraction quantity(Meter meter, Filter filter, Period window) {
        Fraction recorded = usage.quantity(meter, filter, window);
        return value(meter, filter, window).map(recorded::plus).orElse(recorded);
    }

    @Override
    public SortedMap<Group, Fraction> quantities(Meter meter, Filter filter, List<String> dimensions, Period window) {
        SortedMap<Group, Fraction> recorded = new TreeMap<>(usage.quantities(meter, filter, dimensions, window));
        value(meter, filter, window)
                .ifPresent(value -> recorded.merge(
                        new Group(dimensions.stream().map(event.data()::text).toList()), value, Fraction::plus));
        return recorded;
    }

    @Override
    public void visit(Meter meter, Filter filter, Period window, BiConsumer<UsageEvent, Fraction> visitor) {
        usage.visit(meter, filter, window, visitor);
        value(meter, filter, window).ifPresent(value -> visitor.accept(event, value));
    }

    /** A price does not depend on it. */
    @Override
    public Optional<Instant> reachedAt(Meter meter, Filter filter, Period window, Fraction quantity) {
        return usage.reachedAt(meter, filter, window, quantity);
    }

    private Optional<Fraction> value(Meter meter, Filter filter, Period window) {
        boolean adds = meter.aggregation() == Aggregation.SUM || meter.aggregation() == Aggregation.COUNT;
        return adds && window.contains(event.time()) && meter.matches(event) && filter.accepts(event.data())
                ? meter.valueOf(event)
                : Optional.empty();
    }
}
