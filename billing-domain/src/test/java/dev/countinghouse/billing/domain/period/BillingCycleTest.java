package dev.countinghouse.billing.domain.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected instants were computed apart from this code, minute by minute with Python's zoneinfo. */
class BillingCycleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId APIA = ZoneId.of("Pacific/Apia");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2023-01-31T00:00 | month    |   0 | 2023-01-31T00:00:00Z
            2023-01-31T00:00 | month    |   1 | 2023-02-28T00:00:00Z
            2023-01-31T00:00 | month    |   2 | 2023-03-31T00:00:00Z
            2023-01-31T00:00 | month    |   3 | 2023-04-30T00:00:00Z
            2023-01-31T00:00 | month    |  13 | 2024-02-29T00:00:00Z
            2023-01-31T00:00 | month    |  -1 | 2022-12-31T00:00:00Z
            2023-01-31T00:00 | month    |  -2 | 2022-11-30T00:00:00Z
            2023-01-31T00:00 | month    | -11 | 2022-02-28T00:00:00Z
            2024-01-30T12:00 | month    |   1 | 2024-02-29T12:00:00Z
            2024-01-30T12:00 | month    |   2 | 2024-03-30T12:00:00Z
            2024-01-30T12:00 | month    |  13 | 2025-02-28T12:00:00Z
            2024-01-29T12:00 | month    |   1 | 2024-02-29T12:00:00Z
            2024-01-29T12:00 | month    |  13 | 2025-02-28T12:00:00Z
            2024-02-29T00:00 | month    |   1 | 2024-03-29T00:00:00Z
            2024-02-29T00:00 | month    |  12 | 2025-02-28T00:00:00Z
            2024-02-29T00:00 | month    |  48 | 2028-02-29T00:00:00Z
            2023-11-30T00:00 | 3 months |   1 | 2024-02-29T00:00:00Z
            2023-11-30T00:00 | 3 months |   2 | 2024-05-30T00:00:00Z
            2023-11-30T00:00 | 3 months |   5 | 2025-02-28T00:00:00Z
            2024-02-29T00:00 | year     |   1 | 2025-02-28T00:00:00Z
            2024-02-29T00:00 | year     |   2 | 2026-02-28T00:00:00Z
            2024-02-29T00:00 | year     |   3 | 2027-02-28T00:00:00Z
            2024-02-29T00:00 | year     |   4 | 2028-02-29T00:00:00Z
            2024-02-29T00:00 | year     |  -1 | 2023-02-28T00:00:00Z
            2024-02-29T00:00 | year     |  -4 | 2020-02-29T00:00:00Z
            2024-02-29T00:00 | year     |  76 | 2100-02-28T00:00:00Z
            2024-01-01T00:00 | 2 weeks  |   1 | 2024-01-15T00:00:00Z
            2024-01-01T00:00 | 2 weeks  |  -1 | 2023-12-18T00:00:00Z
            2024-01-01T00:00 | 2 weeks  |  26 | 2024-12-30T00:00:00Z
            """)
    void aDayTheMonthDoesNotHaveClampsAndReturns(LocalDateTime anchor, String interval, long index, Instant expected) {
        assertThat(new BillingCycle(anchor, ZoneOffset.UTC, Interval.parse(interval)).boundary(index))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2024-01-31T00:00 | Europe/Berlin       | month |  0 | 2024-01-30T23:00:00Z
            2024-01-31T00:00 | Europe/Berlin       | month |  1 | 2024-02-28T23:00:00Z
            2024-01-31T00:00 | Europe/Berlin       | month |  2 | 2024-03-30T23:00:00Z
            2024-01-31T00:00 | Europe/Berlin       | month |  3 | 2024-04-29T22:00:00Z
            2024-01-31T00:00 | Europe/Berlin       | month |  9 | 2024-10-30T23:00:00Z
            2024-03-30T02:30 | Europe/Berlin       | day   |  0 | 2024-03-30T01:30:00Z
            2024-03-30T02:30 | Europe/Berlin       | day   |  1 | 2024-03-31T01:00:00Z
            2024-03-30T02:30 | Europe/Berlin       | day   |  2 | 2024-04-01T00:30:00Z
            2024-10-26T02:30 | Europe/Berlin       | day   |  0 | 2024-10-26T00:30:00Z
            2024-10-26T02:30 | Europe/Berlin       | day   |  1 | 2024-10-27T00:30:00Z
            2024-10-26T02:30 | Europe/Berlin       | day   |  2 | 2024-10-28T01:30:00Z
            2024-02-10T02:30 | America/New_York    | month |  0 | 2024-02-10T07:30:00Z
            2024-02-10T02:30 | America/New_York    | month |  1 | 2024-03-10T07:00:00Z
            2024-02-10T02:30 | America/New_York    | month |  2 | 2024-04-10T06:30:00Z
            2024-10-03T01:30 | America/New_York    | month |  1 | 2024-11-03T05:30:00Z
            2024-10-03T01:30 | America/New_York    | month |  2 | 2024-12-03T06:30:00Z
            2018-10-04T00:00 | America/Sao_Paulo   | month |  0 | 2018-10-04T03:00:00Z
            2018-10-04T00:00 | America/Sao_Paulo   | month |  1 | 2018-11-04T03:00:00Z
            2018-10-04T00:00 | America/Sao_Paulo   | month |  2 | 2018-12-04T02:00:00Z
            2024-10-05T02:15 | Australia/Lord_Howe | day   |  0 | 2024-10-04T15:45:00Z
            2024-10-05T02:15 | Australia/Lord_Howe | day   |  1 | 2024-10-05T15:30:00Z
            2024-10-05T02:15 | Australia/Lord_Howe | day   |  2 | 2024-10-06T15:15:00Z
            2024-04-06T01:45 | Australia/Lord_Howe | day   |  0 | 2024-04-05T14:45:00Z
            2024-04-06T01:45 | Australia/Lord_Howe | day   |  1 | 2024-04-06T14:45:00Z
            2024-04-06T01:45 | Australia/Lord_Howe | day   |  2 | 2024-04-07T15:15:00Z
            2024-01-31T00:00 | Pacific/Kiritimati  | month |  1 | 2024-02-28T10:00:00Z
            2024-01-31T00:00 | Pacific/Kiritimati  | month |  2 | 2024-03-30T10:00:00Z
            2024-01-31T00:00 | Etc/GMT+12          | month |  1 | 2024-02-29T12:00:00Z
            2024-01-31T00:00 | Etc/GMT+12          | month |  2 | 2024-03-31T12:00:00Z
            2011-12-29T10:00 | Pacific/Apia        | day   |  0 | 2011-12-29T20:00:00Z
            2011-12-29T10:00 | Pacific/Apia        | day   |  1 | 2011-12-30T10:00:00Z
            2011-12-29T10:00 | Pacific/Apia        | day   |  2 | 2011-12-30T20:00:00Z
            2011-11-30T10:00 | Pacific/Apia        | month |  1 | 2011-12-30T10:00:00Z
            2011-11-30T10:00 | Pacific/Apia        | month |  2 | 2012-01-29T20:00:00Z
            """)
    void boundariesFollowTheLocalClock(
            LocalDateTime anchor, ZoneId zone, String interval, long index, Instant expected) {
        assertThat(new BillingCycle(anchor, zone, Interval.parse(interval)).boundary(index))
                .isEqualTo(expected);
    }

    @Test
    void aDayThatTheZoneSkippedHasNoPeriod() {
        BillingCycle daily = BillingCycle.calendar(APIA, Interval.parse("day"));
        Instant jump = Instant.parse("2011-12-30T10:00:00Z");
        Period before = daily.periodAt(jump.minusNanos(1));
        long index = daily.indexOf(before.start());

        assertThat(before).isEqualTo(new Period(Instant.parse("2011-12-29T10:00:00Z"), jump));
        assertThatIllegalArgumentException().isThrownBy(() -> daily.period(index + 1));
        assertThat(daily.indexOf(jump)).isEqualTo(index + 2);
        assertThat(daily.next(before)).isEqualTo(new Period(jump, Instant.parse("2011-12-31T10:00:00Z")));
    }

    @Test
    void anAnchorInsideTheSkippedHourStartsWhenTheClocksJumped() {
        BillingCycle cycle = new BillingCycle(LocalDateTime.parse("2024-03-31T02:30"), BERLIN, Interval.parse("month"));
        assertThat(cycle.boundary(0)).isEqualTo("2024-03-31T01:00:00Z");
        assertThat(cycle.boundary(1)).isEqualTo("2024-04-30T00:30:00Z");
        assertThat(cycle.indexOf(Instant.parse("2024-03-31T01:00:00Z"))).isZero();
    }

    @Test
    void theCycleAnchoredAtAnInstantStartsThere() {
        Instant signUp = Instant.parse("2024-01-31T22:59:59.123456789Z");
        BillingCycle cycle = BillingCycle.anchoredAt(signUp, BERLIN, Interval.parse("month"));
        assertThat(cycle.boundary(0)).isEqualTo(signUp);
        assertThat(cycle.boundary(1)).isEqualTo("2024-02-29T22:59:59.123456789Z");
        assertThat(cycle.indexOf(signUp)).isZero();
        assertThat(cycle.indexOf(signUp.minusNanos(1))).isEqualTo(-1);
    }

    @Test
    void anAnchorInTheRepeatedHourCountsFromItsFirstPass() {
        Instant secondPass = Instant.parse("2024-10-27T01:30:00Z");
        BillingCycle cycle = BillingCycle.anchoredAt(secondPass, BERLIN, Interval.parse("month"));
        assertThat(cycle.boundary(0)).isEqualTo("2024-10-27T00:30:00Z");
        assertThat(cycle.indexOf(secondPass)).isZero();
        assertThat(cycle.boundary(1)).isEqualTo("2024-11-27T01:30:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            day      | Europe/Berlin | 2024-07-09T22:00:00Z | 2024-07-10T22:00:00Z
            week     | Europe/Berlin | 2024-07-07T22:00:00Z | 2024-07-14T22:00:00Z
            7 days   | Europe/Berlin | 2024-07-07T22:00:00Z | 2024-07-14T22:00:00Z
            month    | Europe/Berlin | 2024-06-30T22:00:00Z | 2024-07-31T22:00:00Z
            3 months | Europe/Berlin | 2024-06-30T22:00:00Z | 2024-09-30T22:00:00Z
            4 months | Europe/Berlin | 2024-04-30T22:00:00Z | 2024-08-31T22:00:00Z
            6 months | Europe/Berlin | 2024-06-30T22:00:00Z | 2024-12-31T23:00:00Z
            year     | Europe/Berlin | 2023-12-31T23:00:00Z | 2024-12-31T23:00:00Z
            month    | UTC           | 2024-07-01T00:00:00Z | 2024-08-01T00:00:00Z
            """)
    void calendarPeriodsStartAtLocalMidnight(String interval, ZoneId zone, Instant start, Instant end) {
        // Wednesday 10 July 2024, noon in Berlin
        Instant noon = Instant.parse("2024-07-10T10:00:00Z");
        assertThat(BillingCycle.calendar(zone, Interval.parse(interval)).periodAt(noon))
                .isEqualTo(new Period(start, end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 days", "14 days", "2 weeks", "5 months", "24 months", "2 years"})
    void anIntervalWithoutAPlaceInTheCalendarIsRefused(String interval) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BillingCycle.calendar(BERLIN, Interval.parse(interval)))
                .withMessageContaining(interval);
    }

    @Test
    void onlyAPeriodThatEndsOnABoundaryHasANext() {
        BillingCycle cycle = BillingCycle.calendar(ZoneOffset.UTC, Interval.parse("month"));
        Period february = cycle.periodAt(Instant.parse("2024-02-10T00:00:00Z"));
        Period cutAtItsStart = february.from(Instant.parse("2024-02-10T00:00:00Z"));
        Period cutAtItsEnd = february.until(Instant.parse("2024-02-10T00:00:00Z"));

        assertThat(cycle.next(cutAtItsStart)).isEqualTo(cycle.next(february));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cycle.next(cutAtItsEnd))
                .withMessageContaining("does not end on a boundary");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -12_100_000_000L, 12_100_000_000L, Long.MAX_VALUE})
    void aBoundaryBeyondTheCalendarIsRefused(long index) {
        BillingCycle cycle = BillingCycle.calendar(BERLIN, Interval.parse("month"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cycle.boundary(index))
                .withMessageContaining("boundary " + index);
    }
}
