package dev.countinghouse.billing.domain.metering;

import dev.countinghouse.billing.domain.money.Fraction;
import java.util.List;
import java.util.Optional;

/**
 * Turns events of one type into a quantity.
 *
 * @param unit what one unit of the quantity is, for people: {@code token}, {@code second}, {@code GB}
 * @param property the path in the data that is aggregated; {@code ""} for a count
 * @param series for levels: the path that tells apart levels reported side by side (one per disk, one per seat group),
 *     which are added; {@code ""} when there is one level only
 * @param numbers further paths that every event has to carry as a number, because a price depends on them: the amount of a
 *     dynamic price, the size that a threshold compares
 * @param dimensions the paths that usage can be filtered and grouped by when it is rated or reported
 * @param late what becomes of usage whose period is invoiced already
 * @param outage what becomes of calls while nobody can tell whether they may run
 * @param decimals how many decimals of the unit are counted where a provider invoices, who sums whole numbers only; here
 *     quantities are exact
 */
public record Meter(
        MeterKey key,
        String name,
        String unit,
        String eventType,
        Aggregation aggregation,
        String property,
        String series,
        Filter filter,
        List<String> numbers,
        List<String> dimensions,
        LatePolicy late,
        Outage outage,
        int decimals) {

    public static final int MOST_DECIMALS = 9;

    public Meter(
            MeterKey key,
            String name,
            String unit,
            String eventType,
            Aggregation aggregation,
            String property,
            String series,
            Filter filter,
            List<String> dimensions) {
        this(
                key,
                name,
                unit,
                eventType,
                aggregation,
                property,
                series,
                filter,
                List.of(),
                dimensions,
                LatePolicy.ADJUST,
                Outage.REFUSE,
                0);
    }

    public Meter {
        if (eventType.isBlank()) {
            throw new IllegalArgumentException("meter " + key + " needs the type of the events it counts");
        }
        if (aggregation.needsProperty() == property.isBlank()) {
            throw new IllegalArgumentException("meter " + key + " with aggregation " + aggregation
                    + (property.isBlank()
                            ? " needs a property to aggregate"
                            : " takes no property, not '" + property + "'"));
        }
        if (!series.isBlank() && !aggregation.isLevel()) {
            throw new IllegalArgumentException(
                    "meter " + key + ": series is for the levels LATEST and TIME_WEIGHTED, not for " + aggregation);
        }
        if (decimals < 0 || decimals > MOST_DECIMALS) {
            throw new IllegalArgumentException(
                    "meter " + key + " counts " + decimals + " decimals, it must be 0 to " + MOST_DECIMALS);
        }
        numbers = List.copyOf(numbers);
        dimensions = List.copyOf(dimensions);
    }

    public boolean matches(UsageEvent event) {
        return event.type().equals(eventType) && filter.accepts(event.data());
    }

    /** Why an event this meter matches cannot be counted by it; empty if it can. */
    public Optional<String> defectOf(UsageEvent event) {
        return numbers.stream()
                .filter(path -> event.data().number(path).isEmpty())
                .findFirst()
                .map(path -> "data." + path + " is '" + event.data().text(path) + "', meter " + key
                        + " needs a number there, because a price depends on it")
                .or(() -> defectOfValue(event));
    }

    private Optional<String> defectOfValue(UsageEvent event) {
        if (!aggregation.needsProperty()) {
            return Optional.empty();
        }
        if (aggregation == Aggregation.UNIQUE) {
            return event.data().get(property).isPresent()
                    ? Optional.empty()
                    : Optional.of("data." + property + " is missing, meter " + key + " counts its different values");
        }
        Optional<Fraction> number = event.data().number(property);
        if (number.isEmpty()) {
            return Optional.of("data." + property + " is '" + event.data().text(property) + "', meter " + key
                    + " needs a number of " + unit + " there");
        }
        if (aggregation.isLevel() && number.get().signum() < 0) {
            return Optional.of(
                    "data." + property + " is " + number.get() + ", a level of meter " + key + " cannot be below 0");
        }
        return Optional.empty();
    }

    /** The number a matching event contributes; empty where it has a defect, because a missing number is not a zero. */
    public Optional<Fraction> valueOf(UsageEvent event) {
        return switch (aggregation) {
            case COUNT -> Optional.of(Fraction.ONE);
            case UNIQUE -> event.data().get(property).map(any -> Fraction.ONE);
            case LATEST, TIME_WEIGHTED -> event.data().number(property).filter(level -> level.signum() >= 0);
            case SUM, MAX, MIN, AVERAGE -> event.data().number(property);
        };
    }
}
