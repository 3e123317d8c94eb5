package dev.countinghouse.billing.domain.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Few instants, values and series, so that equal times, boundaries and replaced levels are frequent. */
class EventUsagePropertyTest extends Seeded {

    private static final Instant START = Instant.parse("2026-03-29T00:00:00Z");
    private static final int ROUNDS = 400;
    private static final List<String> TYPES = List.of("", "a", "b");

    @ParameterizedTest
    @EnumSource
    void quantitiesAreThoseOfTheNaiveReference(Aggregation aggregation) {
        rounds(ROUNDS, round -> {
            List<UsageEvent> events = anyEvents(aggregation);
            Period window = anyWindow();
            NaiveUsage naive = new NaiveUsage(events, aggregation);
            EventUsage usage = new EventUsage(events);
            Optional<String> type = random.nextBoolean() ? Optional.of(oneOf(TYPES)) : Optional.empty();
            assertThat(usage.quantity(meter(aggregation), filter(type), window))
                    .isEqualTo(exact(naive.quantity(type, window)));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aGroupHasTheQuantityOfItsFilter(Aggregation aggregation) {
        rounds(ROUNDS, round -> {
            List<UsageEvent> events = anyEvents(aggregation);
            Period window = anyWindow();
            Map<Group, Fraction> groups =
                    new EventUsage(events).quantities(meter(aggregation), Filter.ALL, List.of("type"), window);
            NaiveUsage naive = new NaiveUsage(events, aggregation);
            for (String type : TYPES) {
                assertThat(groups.getOrDefault(new Group(List.of(type)), Fraction.ZERO))
                        .isEqualTo(exact(naive.quantity(Optional.of(type), window)));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void theInstantAQuantityIsReachedIsThatOfTheNaiveReference(Aggregation aggregation) {
        rounds(ROUNDS, round -> {
            List<UsageEvent> events = anyEvents(aggregation);
            Period window = anyWindow();
            BigDecimal quantity = BigDecimal.valueOf(
                    between(0, aggregation == Aggregation.TIME_WEIGHTED ? 400_000 : 300), (int) between(0, 1));
            Optional<String> type = random.nextBoolean() ? Optional.of(oneOf(TYPES)) : Optional.empty();
            assertThat(new EventUsage(events)
                            .reachedAt(meter(aggregation), filter(type), window, Fraction.of(quantity)))
                    .isEqualTo(new NaiveUsage(events, aggregation).reachedAt(type, window, quantity));
        });
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfArrivalDoesNotMatter(Aggregation aggregation) {
        rounds(ROUNDS, round -> {
            List<UsageEvent> events = anyEvents(aggregation);
            List<UsageEvent> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, random);
            Period window = anyWindow();
            assertThat(answers(shuffled, aggregation, window)).isEqualTo(answers(events, aggregation, window));
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SUM", "COUNT", "TIME_WEIGHTED"})
    void neighbouringWindowsAddUp(Aggregation aggregation) {
        rounds(ROUNDS, round -> {
            EventUsage usage = new EventUsage(anyEvents(aggregation));
            Period whole = new Period(START, START.plusSeconds(1_000));
            Instant cut = START.plusSeconds(between(1, 999)).plusNanos(between(0, 1));
            Meter meter = meter(aggregation);
            Fraction before = usage.quantity(meter, Filter.ALL, whole.until(cut));
            Fraction after = usage.quantity(meter, Filter.ALL, whole.from(cut));
            assertThat(before.plus(after)).isEqualTo(usage.quantity(meter, Filter.ALL, whole));
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SUM", "COUNT", "LATEST", "TIME_WEIGHTED"})
    void groupsAddUp(Aggregation aggregation) {
        rounds(ROUNDS, round -> {
            EventUsage usage = new EventUsage(anyEvents(aggregation));
            Period window = anyWindow();
            Fraction sum =
                    usage.quantities(meter(aggregation), Filter.ALL, List.of("type", "disk"), window).values().stream()
                            .reduce(Fraction.ZERO, Fraction::plus);
            assertThat(sum).isEqualTo(usage.quantity(meter(aggregation), Filter.ALL, window));
        });
    }

    @Test
    void visitingTheEventsOfASumAddsUpToIt() {
        rounds(ROUNDS, round -> {
            EventUsage usage = new EventUsage(anyEvents(Aggregation.SUM));
            Period window = anyWindow();
            Fraction[] sum = {Fraction.ZERO};
            List<UsageEvent> seen = new ArrayList<>();
            usage.visit(meter(Aggregation.SUM), Filter.where("type", "a"), window, (event, value) -> {
                sum[0] = sum[0].plus(value);
                seen.add(event);
            });
            assertThat(sum[0]).isEqualTo(usage.quantity(meter(Aggregation.SUM), Filter.where("type", "a"), window));
            assertThat(seen).isSortedAccordingTo(UsageEvent.ORDER).allMatch(event -> window.contains(event.time()));
        });
    }

    private List<Object> answers(List<UsageEvent> events, Aggregation aggregation, Period window) {
        EventUsage usage = new EventUsage(events);
        Meter meter = meter(aggregation);
        List<Object> visited = new ArrayList<>();
        usage.visit(meter, Filter.ALL, window, (event, value) -> visited.add(event.key()));
        return List.of(
                usage.quantity(meter, Filter.ALL, window),
                usage.quantities(meter, Filter.ALL, List.of("type"), window),
                usage.reachedAt(meter, Filter.ALL, window, Fraction.of(20)),
                visited);
    }

    private List<UsageEvent> anyEvents(Aggregation aggregation) {
        List<UsageEvent> events = new ArrayList<>();
        for (long left = between(0, 12); left > 0; left--) {
            long least = aggregation == Aggregation.LATEST || aggregation == Aggregation.TIME_WEIGHTED ? 0 : -40;
            BigDecimal value = BigDecimal.valueOf(between(least, 90), random.nextInt(4) == 0 ? 2 : 0);
            Instant time = START.plusSeconds(100 * between(-2, 11)).plusNanos(between(0, 5) / 5 * between(0, 9));
            events.add(Events.event("e" + left, time, "n", value, "disk", oneOf(TYPES), "type", oneOf(TYPES)));
        }
        return events;
    }

    private Period anyWindow() {
        long from = between(0, 9);
        return new Period(START.plusSeconds(100 * from), START.plusSeconds(100 * between(from + 1, 10)));
    }

    private static Meter meter(Aggregation aggregation) {
        return Meters.of(aggregation, "n", aggregation.isLevel() ? "disk" : "", Filter.ALL);
    }

    private static Filter filter(Optional<String> type) {
        return type.map(text -> Filter.where("type", text)).orElse(Filter.ALL);
    }

    private static Fraction exact(NaiveUsage.Quotient quotient) {
        return Fraction.of(quotient.value()).dividedBy(Fraction.of(quotient.divisor()));
    }
}
