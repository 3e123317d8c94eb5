package dev.countinghouse.billing.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.Events;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.period.Period;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One unit costs 1 USD inside the window and nothing outside, so the amount is what fell inside. */
class TimeOfDayTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Rate NOTHING = Rate.of("0", USD, 1);
    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

    /** The last instant before the window, its first, its last, and the first after it. */
    @ParameterizedTest
    @CsvSource({
        "UTC, 09:00, 17:00, 2026-01-05T09:00:00Z, 2026-01-05T17:00:00Z",
        "UTC, 22:00, 06:00, 2026-01-05T22:00:00Z, 2026-01-06T06:00:00Z",
        "UTC, 12:00, 00:00, 2026-01-05T12:00:00Z, 2026-01-06T00:00:00Z",
        "UTC, 00:00, 08:00, 2026-01-05T00:00:00Z, 2026-01-05T08:00:00Z",
        "Pacific/Kiritimati, 09:00, 17:00, 2026-01-04T19:00:00Z, 2026-01-05T03:00:00Z",
        "Pacific/Kiritimati, 22:00, 06:00, 2026-01-05T08:00:00Z, 2026-01-05T16:00:00Z",
        "Etc/GMT+12, 09:00, 17:00, 2026-01-05T21:00:00Z, 2026-01-06T05:00:00Z",
        "Etc/GMT+12, 22:00, 06:00, 2026-01-06T10:00:00Z, 2026-01-06T18:00:00Z",
        "Asia/Kathmandu, 22:00, 06:00, 2026-01-05T16:15:00Z, 2026-01-06T00:15:00Z",
        // 7 hours in the night the clock goes forward, 9 in the one it goes back
        "Europe/Berlin, 22:00, 06:00, 2026-03-28T21:00:00Z, 2026-03-29T04:00:00Z",
        "Europe/Berlin, 22:00, 06:00, 2026-10-24T20:00:00Z, 2026-10-25T05:00:00Z",
        // 02:30 does not come in March, so the window begins at 03:00; in October it comes twice
        "Europe/Berlin, 02:30, 04:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
        "Europe/Berlin, 01:00, 04:00, 2026-10-24T23:00:00Z, 2026-10-25T03:00:00Z",
    })
    void aWindowIsHalfOpenInLocalTime(ZoneId zone, LocalTime from, LocalTime to, Instant first, Instant end) {
        TimeOfDay model = inside(EVERY_DAY, from, to);
        assertThat(inside(model, zone, first.minusNanos(1))).isFalse();
        assertThat(inside(model, zone, first)).isTrue();
        assertThat(inside(model, zone, end.minusNanos(1))).isTrue();
        assertThat(inside(model, zone, end)).isFalse();
    }

    /** An event every quarter of an hour from noon to noon. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-05, 22:00, 06:00, 32",
        "2026-03-28, 22:00, 06:00, 28",
        "2026-10-24, 22:00, 06:00, 36",
        "2026-03-28, 02:00, 03:00, 0",
        "2026-10-24, 02:00, 03:00, 8",
        "2026-03-28, 06:00, 22:00, 64",
        "2026-10-24, 06:00, 22:00, 64",
        "2026-03-28, 00:00, 00:00, 92",
        "2026-10-24, 00:00, 00:00, 100",
    })
    void aWindowFollowsTheClockOnTheWall(java.time.LocalDate day, LocalTime from, LocalTime to, int expected) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant noon = day.atTime(12, 0).atZone(berlin).toInstant();
        Instant nextNoon = day.plusDays(1).atTime(12, 0).atZone(berlin).toInstant();
        List<Instant> times = new ArrayList<>();
        for (Instant time = noon; time.isBefore(nextNoon); time = time.plus(Duration.ofMinutes(15))) {
            times.add(time);
        }
        assertThat(Priced.of(inside(EVERY_DAY, from, to), use(berlin, times))).hasToString(expected + " USD");
    }

    /** The 2nd of January 2026 is a Friday. */
    @ParameterizedTest
    @CsvSource({
        "UTC, FRIDAY, 22:00, 06:00, 2026-01-02T05:59:00Z, false",
        "UTC, FRIDAY, 22:00, 06:00, 2026-01-02T22:00:00Z, true",
        "UTC, FRIDAY, 22:00, 06:00, 2026-01-03T05:59:00Z, true",
        "UTC, FRIDAY, 22:00, 06:00, 2026-01-03T22:00:00Z, false",
        "UTC, FRIDAY, 00:00, 00:00, 2026-01-01T23:59:59Z, false",
        "UTC, FRIDAY, 00:00, 00:00, 2026-01-02T00:00:00Z, true",
        "UTC, FRIDAY, 00:00, 00:00, 2026-01-02T23:59:59Z, true",
        "UTC, FRIDAY, 00:00, 00:00, 2026-01-03T00:00:00Z, false",
        "UTC, SUNDAY, 22:00, 06:00, 2026-01-05T01:00:00Z, true",
        "UTC, MONDAY, 22:00, 06:00, 2026-01-05T01:00:00Z, false",
        "Pacific/Kiritimati, FRIDAY, 09:00, 17:00, 2026-01-01T19:00:00Z, true",
        "Pacific/Kiritimati, FRIDAY, 09:00, 17:00, 2026-01-02T19:00:00Z, false",
        "Etc/GMT+12, FRIDAY, 09:00, 17:00, 2026-01-02T21:00:00Z, true",
        "Etc/GMT+12, FRIDAY, 09:00, 17:00, 2026-01-03T04:59:59Z, true",
        "Etc/GMT+12, FRIDAY, 09:00, 17:00, 2026-01-02T12:00:00Z, false",
    })
    void aWindowBelongsToTheLocalDayItStartsOn(
            ZoneId zone, DayOfWeek day, LocalTime from, LocalTime to, Instant time, boolean expected) {
        assertThat(inside(inside(Set.of(day), from, to), zone, time)).isEqualTo(expected);
    }

    @Test
    void theFirstWindowThatContainsTheTimeCountsAndOtherwiseTheDefaultRate() {
        TimeOfDay model = new TimeOfDay(
                List.of(
                        window(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), "00:00", "00:00", "0.25"),
                        window(EVERY_DAY, "22:00", "06:00", "0.5"),
                        window(EVERY_DAY, "05:00", "07:00", "99")),
                Rate.of("1", USD, 1));
        ZoneId utc = ZoneId.of("UTC");
        assertThat(Priced.of(model, use(utc, List.of(Instant.parse("2026-01-03T23:00:00Z")))))
                .hasToString("0.25 USD");
        assertThat(Priced.of(model, use(utc, List.of(Instant.parse("2026-01-05T05:30:00Z")))))
                .hasToString("0.5 USD");
        assertThat(Priced.of(model, use(utc, List.of(Instant.parse("2026-01-05T06:30:00Z")))))
                .hasToString("99 USD");
        assertThat(Priced.of(model, use(utc, List.of(Instant.parse("2026-01-05T12:00:00Z")))))
                .hasToString("1 USD");
        assertThat(Priced.of(
                        model,
                        use(
                                utc,
                                List.of(
                                        Instant.parse("2026-01-03T23:00:00Z"),
                                        Instant.parse("2026-01-05T05:30:00Z"),
                                        Instant.parse("2026-01-05T12:00:00Z")))))
                .hasToString("1.75 USD");
    }

    private static TimeOfDay inside(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
        return new TimeOfDay(List.of(window(days, from.toString(), to.toString(), "1")), NOTHING);
    }

    private static TimeOfDay.Window window(Set<DayOfWeek> days, String from, String to, String rate) {
        return new TimeOfDay.Window(
                new TreeSet<>(days), LocalTime.parse(from), LocalTime.parse(to), Rate.of(rate, USD, 1));
    }

    private static boolean inside(TimeOfDay model, ZoneId zone, Instant time) {
        return !Priced.of(model, use(zone, List.of(time))).isZero();
    }

    private static EventsUse use(ZoneId zone, List<Instant> times) {
        List<UsageEvent> events = new ArrayList<>();
        times.forEach(time -> events.add(Events.event("e" + events.size(), time, "n", 1)));
        Period year = new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
        return new EventsUse(events, year.start(), year, zone);
    }
}
