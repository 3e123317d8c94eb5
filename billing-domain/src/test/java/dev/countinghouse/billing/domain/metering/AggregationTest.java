package dev.countinghouse.billing.domain.metering;

import static dev.countinghouse.billing.domain.metering.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AggregationTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    /** 1,000 seconds. */
    private static final Period WINDOW = new Period(START, START.plusSeconds(1_000));

    /** Events are written {@code value@second}; second 0 is the start of the window of 1,000 seconds. */
    @ParameterizedTest
    @CsvSource({
        // one event
        "SUM, 7@10, 7",
        "COUNT, 7@10, 1",
        "MAX, 7@10, 7",
        "MIN, 7@10, 7",
        "AVERAGE, 7@10, 7",
        "UNIQUE, 7@10, 1",
        "LATEST, 7@10, 7",
        "TIME_WEIGHTED, 7@10, 6930",
        // several, with equal times and equal values
        "SUM, 7@10 2.5@10 7@20, 16.5",
        "COUNT, 7@10 2.5@10 7@20, 3",
        "MAX, 7@10 2.5@10 7@20, 7",
        "MIN, 7@10 2.5@10 7@20, 2.5",
        "AVERAGE, 7@10 2.5@10 7@20, 5.5",
        "AVERAGE, 1@10 1@20 0@30, 2/3",
        "UNIQUE, 7@10 2.5@10 7@20, 2",
        "LATEST, 7@10 2.5@10 9@5, 2.5",
        // 9 for 5 s, then 2.5 for 990 s
        "TIME_WEIGHTED, 7@10 2.5@10 9@5, 2520",
        // an event at the start of the window counts, one at its end does not
        "SUM, 1@-1 2@0 4@999 8@1000, 6",
        "COUNT, 1@-1 2@0 4@999 8@1000, 2",
        "MAX, 9@-1 2@0 4@999 8@1000, 4",
        "MIN, -9@-1 2@0 4@999 -8@1000, 2",
        "AVERAGE, 1@-1 2@0 4@999 8@1000, 3",
        "UNIQUE, 1@-1 2@0 4@999 8@1000, 2",
        "LATEST, 1@-1 2@0 4@999 8@1000, 4",
        "TIME_WEIGHTED, 1@-1 2@0 4@999 8@1000, 2002",
        // only before the window: a level holds, everything else is over
        "SUM, 5@-1, 0",
        "COUNT, 5@-1, 0",
        "MAX, 5@-1, 0",
        "MIN, 5@-1, 0",
        "AVERAGE, 5@-1, 0",
        "UNIQUE, 5@-1, 0",
        "LATEST, 3@-9 5@-1, 5",
        "TIME_WEIGHTED, 3@-9 5@-1, 5000",
        "TIME_WEIGHTED, 5@-1 0@250, 1250",
        // only after the window
        "SUM, 5@1000, 0",
        "LATEST, 5@1000, 0",
        "TIME_WEIGHTED, 5@1000, 0",
        // negative values: corrections
        "SUM, 10@1 -12.5@2, -2.5",
        "SUM, 10@1 -10@2, 0",
        "MAX, -3@1 -2@2, -2",
        "MIN, 3@1 -2@2, -2",
        "AVERAGE, 10@1 -12@2, -1",
        // numbers a double or a long would lose
        "SUM, 0.1@1 0.2@2, 0.3",
        "SUM, 9223372036854775807@1 9223372036854775807@2, 18446744073709551614",
        "SUM, 1000000000000@1 0.00000000375@2, 1000000000000.00000000375",
    })
    void aggregatesByTable(Aggregation aggregation, String events, String expected) {
        assertThat(quantity(aggregation, numbers(events))).hasToString(expected);
        assertThat(quantity(aggregation, texts(events))).as("sent as text").hasToString(expected);
    }

    @ParameterizedTest
    @EnumSource
    void nothingUsedIsZero(Aggregation aggregation) {
        assertThat(quantity(aggregation, List.of())).isEqualTo(Fraction.ZERO);
        assertThat(new EventUsage(List.of()).quantities(Meters.of(aggregation), Filter.ALL, List.of("model"), WINDOW))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void eventsOfAnotherTypeAreNotSeen(Aggregation aggregation) {
        UsageEvent call = event("1", START, "n", 5);
        UsageEvent other =
                new UsageEvent(call.account(), new EventKey("s", "2"), "other", "acme", call.time(), call.data());
        assertThat(quantity(aggregation, List.of(other))).isEqualTo(Fraction.ZERO);
    }

    @Test
    void uniqueCountsValuesOfAnyKindByTheirText() {
        List<UsageEvent> events = List.of(
                event("1", START, "n", "ann"),
                event("2", START, "n", "bob"),
                event("3", START, "n", "ann"),
                event("4", START, "n", 1),
                event("5", START, "n", "1"),
                event("6", START, "n", true));
        assertThat(quantity(Aggregation.UNIQUE, events)).hasToString("4");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"COUNT"},
            mode = EnumSource.Mode.EXCLUDE)
    void anEventWithoutTheNumberIsNotAReportOfZero(Aggregation aggregation) {
        List<UsageEvent> events = List.of(
                event("1", START, "n", 4),
                event("2", START.plusSeconds(1)),
                event("3", START.plusSeconds(2), "other", 9));
        Fraction alone = quantity(aggregation, events.subList(0, 1));
        assertThat(quantity(aggregation, events)).isEqualTo(alone);
    }

    @ParameterizedTest
    @CsvSource({"SUM, 4", "MIN, 4", "AVERAGE, 4", "LATEST, 4", "TIME_WEIGHTED, 4000"})
    void textThatIsNoNumberIsNotAReportOfZero(Aggregation aggregation, String expected) {
        List<UsageEvent> events = List.of(
                event("1", START, "n", "4"),
                event("2", START.plusSeconds(1), "n", "many"),
                event("3", START.plusSeconds(2), "n", true),
                event("4", START.plusSeconds(3), "n", ""));
        assertThat(quantity(aggregation, events)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"LATEST, 4", "TIME_WEIGHTED, 4000"})
    void aNegativeLevelIsADefectAndChangesNothing(Aggregation aggregation, String expected) {
        List<UsageEvent> events = List.of(event("1", START, "n", 4), event("2", START.plusSeconds(1), "n", -1));
        assertThat(quantity(aggregation, events)).hasToString(expected);
    }

    private static Fraction quantity(Aggregation aggregation, List<UsageEvent> events) {
        return new EventUsage(events).quantity(Meters.of(aggregation), Filter.ALL, WINDOW);
    }

    private static List<UsageEvent> numbers(String text) {
        List<UsageEvent> events = new ArrayList<>();
        for (String one : text.split(" ")) {
            String[] parts = one.split("@");
            Instant time = START.plusSeconds(Long.parseLong(parts[1]));
            events.add(event("e" + events.size(), time, "n", new java.math.BigDecimal(parts[0])));
        }
        return events;
    }

    private static List<UsageEvent> texts(String text) {
        return numbers(text).stream()
                .map(event ->
                        event(event.key().id(), event.time(), "n", event.data().text("n")))
                .toList();
    }
}
