package dev.countinghouse.billing.domain.metering;

import static dev.countinghouse.billing.domain.metering.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels hold from one report to the next: seats, disks, stored bytes. */
class LevelTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Period WINDOW = new Period(START, START.plusSeconds(1_000));
    private static final List<String> BY_TYPE = List.of("type");

    /** 100 GB for the first fourteen days, 200 GB for the rest. */
    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-02-01, 150",
        "UTC, 2028-02-01, 4400/29",
        "UTC, 2026-04-01, 460/3",
        "UTC, 2026-01-01, 4800/31",
        // 336 h and 407 h (the clock goes forward on the 29th), 336 h and 409 h (back on the 25th)
        "Europe/Berlin, 2026-03-01, 115000/743",
        "Europe/Berlin, 2026-10-01, 23080/149",
        "Pacific/Kiritimati, 2026-02-01, 150",
    })
    void gigabyteMonthsAreTheAverageOverTheMonth(ZoneId zone, LocalDate first, String expected) {
        Period month = new Period(
                first.atStartOfDay(zone).toInstant(),
                first.plusMonths(1).atStartOfDay(zone).toInstant());
        EventUsage usage = new EventUsage(List.of(
                event("1", month.start().minusSeconds(86_400), "n", 100),
                event("2", first.plusDays(14).atStartOfDay(zone).toInstant(), "n", 200)));
        Fraction unitSeconds = usage.quantity(Meters.of(Aggregation.TIME_WEIGHTED), Filter.ALL, month);
        assertThat(unitSeconds.dividedBy(month.seconds())).hasToString(expected);
    }

    @Test
    void levelsOfSeveralSeriesAreAdded() {
        List<UsageEvent> disks = List.of(
                event("1", START, "n", 10, "disk", "a"),
                event("2", START.plusSeconds(100), "n", 5, "disk", "b"),
                event("3", START.plusSeconds(500), "n", 0, "disk", "a"));
        assertThat(quantity(Aggregation.LATEST, "disk", disks)).hasToString("5");
        // 10 × 100 s + 15 × 400 s + 5 × 500 s
        assertThat(quantity(Aggregation.TIME_WEIGHTED, "disk", disks)).hasToString("9500");
        // without a series they are reports of one level: 10 × 100 s + 5 × 400 s + 0 × 500 s
        assertThat(quantity(Aggregation.LATEST, "", disks)).hasToString("0");
        assertThat(quantity(Aggregation.TIME_WEIGHTED, "", disks)).hasToString("3000");
    }

    @Test
    void levelsOfSeveralSeriesAreCarriedFromBeforeTheWindow() {
        List<UsageEvent> disks = List.of(
                event("1", START.minusSeconds(900), "n", 10, "disk", "a"),
                event("2", START.minusSeconds(800), "n", 5, "disk", "b"),
                event("3", START.minusSeconds(700), "n", 1, "disk", "a"),
                event("4", START.plusSeconds(400), "n", 2, "disk", "b"));
        assertThat(quantity(Aggregation.LATEST, "disk", disks)).hasToString("3");
        // (1 + 5) × 400 s + (1 + 2) × 600 s
        assertThat(quantity(Aggregation.TIME_WEIGHTED, "disk", disks)).hasToString("4200");
    }

    @Test
    void ofReportsAtOneTimeTheOneWithTheLastKeyHolds() {
        List<UsageEvent> reports =
                List.of(event("b", START, "n", 2), event("a", START, "n", 9), event("c", START.minusNanos(1), "n", 7));
        assertThat(quantity(Aggregation.LATEST, "", reports)).hasToString("2");
        assertThat(quantity(Aggregation.TIME_WEIGHTED, "", reports)).hasToString("2000");
    }

    @Test
    void nanosecondsCount() {
        List<UsageEvent> reports = List.of(event("1", START.plusNanos(1), "n", 1));
        assertThat(quantity(Aggregation.TIME_WEIGHTED, "", reports)).hasToString("999.999999999");
    }

    @Test
    void aSeriesThatMovesToAnotherGroupLeavesTheOneItWasIn() {
        EventUsage usage = new EventUsage(List.of(
                event("1", START.minusSeconds(9), "n", 10, "disk", "a", "type", "hot"),
                event("2", START, "n", 5, "disk", "b", "type", "hot"),
                event("3", START.plusSeconds(400), "n", 20, "disk", "a", "type", "cold")));

        Meter latest = Meters.of(Aggregation.LATEST, "n", "disk", Filter.ALL);
        assertThat(usage.quantities(latest, Filter.ALL, BY_TYPE, WINDOW)).hasToString("{cold=20, hot=5}");
        assertThat(usage.quantity(latest, Filter.where("type", "hot"), WINDOW)).hasToString("5");

        Meter weighted = Meters.of(Aggregation.TIME_WEIGHTED, "n", "disk", Filter.ALL);
        // hot: 15 × 400 s + 5 × 600 s; cold: 20 × 600 s
        assertThat(usage.quantities(weighted, Filter.ALL, BY_TYPE, WINDOW)).hasToString("{cold=12000, hot=9000}");
        assertThat(usage.quantity(weighted, Filter.where("type", "hot"), WINDOW))
                .hasToString("9000");
        assertThat(usage.quantity(weighted, Filter.ALL, WINDOW)).hasToString("21000");
    }

    @Test
    void aLevelThatLeftAFilterBeforeTheWindowIsNotCarriedIntoIt() {
        EventUsage usage = new EventUsage(List.of(
                event("1", START.minusSeconds(9), "n", 10, "type", "hot"),
                event("2", START.minusSeconds(5), "n", 3, "type", "cold")));
        Meter latest = Meters.of(Aggregation.LATEST);
        assertThat(usage.quantity(latest, Filter.where("type", "hot"), WINDOW)).isEqualTo(Fraction.ZERO);
        assertThat(usage.reachedAt(latest, Filter.where("type", "hot"), WINDOW, Fraction.ONE))
                .isEmpty();
        assertThat(usage.quantities(latest, Filter.ALL, BY_TYPE, WINDOW)).hasToString("{cold=3}");
    }

    @Test
    void whatTheMeterItselfDoesNotMatchIsNoReportToIt() {
        EventUsage usage = new EventUsage(List.of(
                event("1", START, "n", 10, "type", "hot"), event("2", START.plusSeconds(5), "n", 3, "type", "cold")));
        Meter hot = Meters.of(Aggregation.LATEST, "n", "", Filter.where("type", "hot"));
        assertThat(usage.quantity(hot, Filter.ALL, WINDOW)).hasToString("10");
    }

    @Test
    void combinationsWithoutALevelAreAbsent() {
        EventUsage usage = new EventUsage(List.of(
                event("1", START.minusSeconds(9), "n", 10, "disk", "a", "type", "hot"),
                event("2", START.minusSeconds(5), "n", 0, "disk", "a", "type", "hot"),
                event("3", START.minusSeconds(5), "n", 1, "disk", "b", "type", "cold")));
        for (Aggregation aggregation : List.of(Aggregation.LATEST, Aggregation.TIME_WEIGHTED)) {
            SortedMap<Group, Fraction> quantities =
                    usage.quantities(Meters.of(aggregation, "n", "disk", Filter.ALL), Filter.ALL, BY_TYPE, WINDOW);
            assertThat(quantities.keySet()).containsExactly(new Group(List.of("cold")));
        }
    }

    private static Fraction quantity(Aggregation aggregation, String series, List<UsageEvent> events) {
        return new EventUsage(events).quantity(Meters.of(aggregation, "n", series, Filter.ALL), Filter.ALL, WINDOW);
    }
}
