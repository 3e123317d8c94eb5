package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is added up ahead: a property of the events of one type, per combination of values of some dimensions. Meters that
 * differ in their name or between sum, average, maximum and minimum share one.
 *
 * @param property {@code ""} where every event counts
 */
record Rollup(
        String eventType, Takes takes, String property, Filter filter, List<String> dimensions, Bucket.Span span) {

    /** What an event must carry to be counted; one that does not counts nowhere. */
    enum Takes {
        ANYTHING,
        NUMBER,
        VALUE
    }

    Rollup {
        dimensions = List.copyOf(dimensions);
    }

    /**
     * The rollups kept for a meter: one by all its dimensions, and one by none, whose size does not grow with the variety
     * of usage and which answers quotas; each by the quarter of an hour and by the day, so that a month is read from days
     * and only its edges from quarters. Levels have none.
     */
    static List<Rollup> of(Meter meter) {
        if (meter.aggregation().isLevel()) {
            return List.of();
        }
        Rollup total = by(meter, List.of());
        Rollup detailed = by(meter, meter.dimensions());
        return total.equals(detailed)
                ? List.of(total, total.daily())
                : List.of(total, detailed, total.daily(), detailed.daily());
    }

    /** The same by the day. */
    Rollup daily() {
        return new Rollup(eventType, takes, property, filter, dimensions, Bucket.Span.DAY);
    }

    /** The same by the quarter and by no dimension: what is taken from an event, however it is divided. */
    Rollup undivided() {
        return new Rollup(eventType, takes, property, filter, List.of(), Bucket.Span.QUARTER);
    }

    /** The smallest by the quarter that can tell apart these properties; empty if none does. */
    static Optional<Rollup> covering(Meter meter, Collection<String> properties) {
        return of(meter).stream()
                .filter(rollup -> rollup.span == Bucket.Span.QUARTER && rollup.dimensions.containsAll(properties))
                .findFirst();
    }

    private static Rollup by(Meter meter, List<String> dimensions) {
        Takes takes =
                switch (meter.aggregation()) {
                    case COUNT -> Takes.ANYTHING;
                    case UNIQUE -> Takes.VALUE;
                    default -> Takes.NUMBER;
                };
        Set<String> paths = new LinkedHashSet<>(dimensions);
        if (takes == Takes.VALUE) {
            // different values are counted by having rows of their own
            paths.add(meter.property());
        }
        return new Rollup(
                meter.eventType(), takes, meter.property(), meter.filter(), List.copyOf(paths), Bucket.Span.QUARTER);
    }

    /** What an event adds; the same as the meter takes from it. Empty where it is not counted. */
    Optional<Fraction> valueOf(UsageEvent event) {
        if (!event.type().equals(eventType) || !filter.accepts(event.data())) {
            return Optional.empty();
        }
        return switch (takes) {
            case ANYTHING -> Optional.of(Fraction.ONE);
            case VALUE -> event.data().get(property).map(any -> Fraction.ONE);
            case NUMBER -> event.data().number(property);
        };
    }

    static List<String> valuesOf(UsageEvent event, List<String> paths) {
        List<String> values = new ArrayList<>(paths.size());
        paths.forEach(path -> values.add(event.data().text(path)));
        return values;
    }

    /** The same for the same rollup in every process and at every time. */
    String fingerprint() {
        List<String> parts = new ArrayList<>(List.of(span.name(), eventType, takes.name(), property));
        parts.add(String.valueOf(dimensions.size()));
        parts.addAll(dimensions);
        for (Filter.Condition condition : filter.conditions()) {
            parts.add(condition.property());
            parts.add(String.valueOf(condition.negated()));
            parts.add(String.valueOf(condition.values().size()));
            parts.addAll(condition.values());
        }
        return HexFormat.of().formatHex(Hash.of(parts));
    }
}
