package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.EventUsage;
import dev.countinghouse.billing.domain.metering.Events;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.Meters;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Events of a period to price, those before the segment seen but not priced. The sum of {@code n} is the quantity.
 *
 * @param start of the period; the segment lies in it
 */
record EventsUse(List<UsageEvent> events, Instant start, Period segment, ZoneId zone) implements ChargedUse {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Events of the first of January 2026. */
    static EventsUse of(List<UsageEvent> events) {
        return new EventsUse(events, START, new Period(START, START.plusSeconds(86_400)), ZoneOffset.UTC);
    }

    /** One event per value of {@code n}, a second apart. */
    static EventsUse of(String... values) {
        List<UsageEvent> events = new ArrayList<>();
        for (String value : values) {
            events.add(Events.event("e" + events.size(), START.plusSeconds(events.size()), "n", value));
        }
        return of(events);
    }

    /** The segment without what lies before the given second. */
    EventsUse from(long second) {
        return new EventsUse(events, start, segment.from(start.plusSeconds(second)), zone);
    }

    /** The segment up to the given second. */
    EventsUse until(long second) {
        return new EventsUse(events, start, segment.until(start.plusSeconds(second)), zone);
    }

    @Override
    public Fraction before() {
        return fresh() ? Fraction.ZERO : sum(new Period(start, segment.start()));
    }

    @Override
    public Fraction quantity() {
        return sum(segment);
    }

    @Override
    public boolean fresh() {
        return segment.start().equals(start);
    }

    @Override
    public SortedMap<Group, Fraction> quantitiesBy(List<String> dimensions) {
        return new EventUsage(events).quantities(Meters.of(Aggregation.SUM), Filter.ALL, dimensions, segment);
    }

    @Override
    public void visit(Visitor visitor) {
        new EventUsage(events)
                .visit(
                        Meters.of(Aggregation.SUM),
                        Filter.ALL,
                        new Period(start, segment.end()),
                        (event, value) -> visitor.event(event, value, segment.contains(event.time())));
    }

    private Fraction sum(Period window) {
        return new EventUsage(events).quantity(Meters.of(Aggregation.SUM), Filter.ALL, window);
    }
}
