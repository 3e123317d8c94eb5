package dev.countinghouse.billing.domain.metering;

import dev.countinghouse.billing.domain.period.Period;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Usage as one would explain it, in decimals and without regard for time: every answer looks at every event anew. The
 * property {@code n} is aggregated, {@code disk} tells series apart, {@code type} is what filters and groups look at.
 */
final class NaiveUsage {

    private static final BigDecimal NANOS = BigDecimal.TEN.pow(9);

    private final List<UsageEvent> events;
    private final Aggregation aggregation;

    NaiveUsage(List<UsageEvent> events, Aggregation aggregation) {
        this.events = events;
        this.aggregation = aggregation;
    }

    /** The quantity times the divisor; an average is the only one that needs a divisor other than one. */
    record Quotient(BigDecimal value, long divisor) {
        boolean reaches(BigDecimal quantity) {
            return value.compareTo(quantity.multiply(BigDecimal.valueOf(divisor))) >= 0;
        }
    }

    /** @param type the only one counted, or empty for all */
    Quotient quantity(Optional<String> type, Period window) {
        List<BigDecimal> values = values(type, window).toList();
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return switch (aggregation) {
            case SUM -> new Quotient(sum, 1);
            case COUNT -> new Quotient(BigDecimal.valueOf(values.size()), 1);
            case MAX ->
                new Quotient(values.stream().max(Comparator.naturalOrder()).orElse(BigDecimal.ZERO), 1);
            case MIN ->
                new Quotient(values.stream().min(Comparator.naturalOrder()).orElse(BigDecimal.ZERO), 1);
            case AVERAGE -> new Quotient(sum, Math.max(1, values.size()));
            case UNIQUE ->
                new Quotient(BigDecimal.valueOf(values.stream().distinct().count()), 1);
            case LATEST -> new Quotient(level(type, window.end().minusNanos(1)), 1);
            case TIME_WEIGHTED -> new Quotient(integral(type, window), 1);
        };
    }

    /** The first nanosecond by whose end the quantity is reached, found by trying each at which it could be. */
    Optional<Instant> reachedAt(Optional<String> type, Period window, BigDecimal quantity) {
        return Stream.concat(Stream.of(window.start()), changes(window).stream())
                .flatMap(time -> Stream.concat(crossing(type, window, time, quantity).stream(), Stream.of(time)))
                .filter(time -> upTo(type, window, time).reaches(quantity))
                .findFirst();
    }

    /** For an integral, the instant before {@code time} at which it grows to the quantity, by halving. */
    private Optional<Instant> crossing(Optional<String> type, Period window, Instant time, BigDecimal quantity) {
        if (aggregation != Aggregation.TIME_WEIGHTED
                || !upTo(type, window, time).reaches(quantity)) {
            return Optional.empty();
        }
        long low = 0;
        long high = java.time.Duration.between(window.start(), time).toNanos();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (upTo(type, window, window.start().plusNanos(middle)).reaches(quantity)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Optional.of(window.start().plusNanos(low));
    }

    private Quotient upTo(Optional<String> type, Period window, Instant time) {
        if (aggregation == Aggregation.TIME_WEIGHTED) {
            return time.isAfter(window.start()) ? quantity(type, window.until(time)) : new Quotient(BigDecimal.ZERO, 1);
        }
        return quantity(type, window.until(time.plusNanos(1)));
    }

    /** The times of events in the window and, because time passes up to it, for an integral also its end. */
    private TreeSet<Instant> changes(Period window) {
        TreeSet<Instant> times = new TreeSet<>();
        events.stream().map(UsageEvent::time).filter(window::contains).forEach(times::add);
        if (aggregation == Aggregation.TIME_WEIGHTED) {
            times.add(window.end());
        }
        return times;
    }

    private Stream<BigDecimal> values(Optional<String> type, Period window) {
        return events.stream()
                .filter(event -> window.contains(event.time()))
                .filter(event -> type.isEmpty() || event.data().text("type").equals(type.get()))
                .map(NaiveUsage::value);
    }

    private BigDecimal integral(Optional<String> type, Period window) {
        BigDecimal sum = BigDecimal.ZERO;
        Instant from = window.start();
        for (Instant to : changes(window)) {
            BigInteger nanos =
                    BigInteger.valueOf(java.time.Duration.between(from, to).toNanos());
            sum = sum.add(level(type, from).multiply(new BigDecimal(nanos)));
            from = to;
        }
        return sum.divide(NANOS);
    }

    /** Of each series the last report at or before the time, where that report is of the wanted type. */
    private BigDecimal level(Optional<String> type, Instant time) {
        TreeMap<String, UsageEvent> last = new TreeMap<>();
        for (UsageEvent event : events) {
            if (!event.time().isAfter(time)) {
                last.merge(event.data().text("disk"), event, (one, other) -> later(one, other) ? one : other);
            }
        }
        return last.values().stream()
                .filter(event -> type.isEmpty() || event.data().text("type").equals(type.get()))
                .map(NaiveUsage::value)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean later(UsageEvent one, UsageEvent other) {
        return one.time().isAfter(other.time())
                || (one.time().equals(other.time())
                        && one.key().id().compareTo(other.key().id()) > 0);
    }

    private static BigDecimal value(UsageEvent event) {
        return new BigDecimal(event.data().text("n"));
    }
}
