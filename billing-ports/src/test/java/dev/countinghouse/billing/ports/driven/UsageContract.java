package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.EventUsage;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The usage a log answers is that of its events, for every aggregation, filter, grouping and window: what holds rollups to
 * the reference, {@link EventUsage}. Some events have no number the meter could take. They arrive in any order, in batches, several times, and between two questions.
 */
public abstract class UsageContract extends Seeded {

    private static final List<String> DIMENSIONS = List.of("model", "project", "undeclared");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final int EVENTS = 120;

    protected abstract Storage emptyStorage();

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void usageIsThatOfTheEvents(Aggregation aggregation) {
        rounds(8, round -> {
            Storage storage = emptyStorage();
            List<UsageEvent> events = someEvents();
            List<UsageEvent> sofar = new ArrayList<>();
            for (List<UsageEvent> batch : batches(events)) {
                append(storage, batch);
                sofar.addAll(batch);
                compare(storage, new EventUsage(distinct(sofar)), aggregation);
            }
        });
    }

    @Test
    void ofAnAccountThatUsedNothingItIsEmpty() {
        Storage storage = emptyStorage();
        for (Aggregation aggregation : Aggregation.values()) {
            compare(storage, new EventUsage(List.of()), aggregation);
        }
    }

    private void compare(Storage storage, Usage expected, Aggregation aggregation) {
        storage.transactions().inTransaction(Scope.of(ACME), () -> {
            Usage actual = storage.usage().usageOf(ACME);
            for (int i = 0; i < 6; i++) {
                compare(actual, expected, meter(aggregation), someFilter(), someWindow());
            }
            return true;
        });
    }

    private void compare(Usage actual, Usage expected, Meter meter, Filter filter, Period window) {
        String what = meter.aggregation() + " of " + filter + " in " + window;
        List<String> dimensions = someDimensions();
        Fraction total = expected.quantity(meter, filter, window);
        assertThat(actual.quantity(meter, filter, window)).as(what).isEqualTo(total);
        assertThat(actual.quantities(meter, filter, dimensions, window))
                .as(what + " by " + dimensions)
                .isEqualTo(expected.quantities(meter, filter, dimensions, window));
        assertThat(visits(actual, meter, filter, window)).as(what).isEqualTo(visits(expected, meter, filter, window));
        Stream.of(total, total.times(Fraction.of(1, 2)), total.plus(Fraction.ONE), Fraction.ONE)
                .forEach(quantity -> assertThat(actual.reachedAt(meter, filter, window, quantity))
                        .as(what + " reaching " + quantity)
                        .isEqualTo(expected.reachedAt(meter, filter, window, quantity)));
    }

    private static List<String> visits(Usage usage, Meter meter, Filter filter, Period window) {
        List<String> visits = new ArrayList<>();
        usage.visit(meter, filter, window, (event, value) -> visits.add(event + " = " + value));
        return visits;
    }

    private Meter meter(Aggregation aggregation) {
        return new Meter(
                new MeterKey("used"),
                "Used",
                "unit",
                "used",
                aggregation,
                aggregation.needsProperty() ? "amount" : "",
                aggregation.isLevel() && random.nextBoolean() ? "project" : "",
                random.nextBoolean() ? Filter.ALL : Filter.where("model", "a", "b", ""),
                List.of("model", "project"));
    }

    private Filter someFilter() {
        List<Filter.Condition> conditions = new ArrayList<>();
        for (String dimension : DIMENSIONS) {
            if (random.nextInt(3) == 0) {
                conditions.add(new Filter.Condition(
                        dimension, random.nextBoolean(), new TreeSet<>(List.of(value(), value()))));
            }
        }
        return new Filter(conditions);
    }

    private List<String> someDimensions() {
        List<String> dimensions = new ArrayList<>(DIMENSIONS);
        Collections.shuffle(dimensions, random);
        return dimensions.subList(0, random.nextInt(DIMENSIONS.size() + 1));
    }

    /** At, beside and far from the edges of the buckets a rollup may have. */
    private Period someWindow() {
        Instant start = someInstant();
        Instant end = someInstant();
        if (start.equals(end)) {
            return new Period(start, start.plus(QUARTER));
        }
        return start.isBefore(end) ? new Period(start, end) : new Period(end, start);
    }

    private Instant someInstant() {
        Instant bucket = START.plus(QUARTER.multipliedBy(between(-4, 40)));
        return switch (random.nextInt(4)) {
            case 0 -> bucket;
            case 1 -> bucket.plusNanos(1_000);
            case 2 -> bucket.minusNanos(1_000);
            default -> bucket.plusSeconds(between(0, 899));
        };
    }

    private List<UsageEvent> someEvents() {
        List<UsageEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(new UsageEvent(
                    ACME,
                    new EventKey("source-" + random.nextInt(3), "event-" + i),
                    random.nextInt(10) == 0 ? "other" : "used",
                    "acme",
                    someInstant(),
                    EventData.of(someData())));
        }
        return events;
    }

    private Map<String, Value> someData() {
        Map<String, Value> data = new TreeMap<>();
        BigDecimal amount = BigDecimal.valueOf(between(-5, 20), random.nextInt(3));
        switch (random.nextInt(12)) {
            case 0 -> data.put("amount", new Value.Text("many"));
            case 1 -> data.put("amount", new Value.Text(amount.toPlainString()));
            case 2 -> data.put("amount", new Value.Flag(true));
            case 3 -> data.remove("amount");
            default -> data.put("amount", new Value.Numeric(amount));
        }
        for (String dimension : DIMENSIONS) {
            if (random.nextInt(4) > 0) {
                data.put(dimension, new Value.Text(value()));
            }
        }
        return data;
    }

    private String value() {
        return oneOf(List.of("", "a", "b", "c"));
    }

    /** Some of the events come again in later batches. */
    private List<List<UsageEvent>> batches(List<UsageEvent> events) {
        List<UsageEvent> sent = new ArrayList<>(events);
        events.stream().filter(event -> random.nextInt(4) == 0).forEach(sent::add);
        Collections.shuffle(sent, random);
        int first = random.nextInt(sent.size());
        return List.of(sent.subList(0, first), sent.subList(first, sent.size()));
    }

    private static List<UsageEvent> distinct(List<UsageEvent> events) {
        return events.stream().distinct().toList();
    }

    private static void append(Storage storage, List<UsageEvent> events) {
        storage.transactions()
                .inTransaction(Scope.of(ACME), () -> storage.usage().append(events));
    }
}
