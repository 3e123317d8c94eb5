package dev.countinghouse.billing.domain.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Expected shares come from Python's fractions and zoneinfo; the cents are those of a charge of 29.99 USD. */
class ProrationTest extends Seeded {

    private static final Money PRICE = new Money(2999, Currency.getInstance("USD"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            UTC                 | 2023-02-01T00:00:00Z | 2023-03-01T00:00:00Z | 2023-02-15T00:00:00Z | 2023-03-01T00:00:00Z | 1/2     | 1500
            UTC                 | 2024-02-01T00:00:00Z | 2024-03-01T00:00:00Z | 2024-02-15T00:00:00Z | 2024-03-01T00:00:00Z | 15/29   | 1551
            UTC                 | 2024-04-01T00:00:00Z | 2024-05-01T00:00:00Z | 2024-04-10T15:00:00Z | 2024-05-01T00:00:00Z | 163/240 | 2037
            UTC                 | 2024-01-01T00:00:00Z | 2024-02-01T00:00:00Z | 2024-01-01T00:00:00Z | 2024-01-10T15:00:00Z | 77/248  | 931
            UTC                 | 2024-01-01T00:00:00Z | 2024-02-01T00:00:00Z | 2024-01-10T15:00:00Z | 2024-02-01T00:00:00Z | 171/248 | 2068
            UTC                 | 2024-01-01T00:00:00Z | 2024-02-01T00:00:00Z | 2024-01-10T09:00:00Z | 2024-01-10T17:00:00Z | 1/93    | 32
            UTC                 | 2024-01-31T14:00:00Z | 2024-02-29T14:00:00Z | 2024-02-10T00:00:00Z | 2024-02-29T14:00:00Z | 235/348 | 2025
            UTC                 | 2024-01-01T00:00:00Z | 2025-01-01T00:00:00Z | 2024-03-01T00:00:00Z | 2025-01-01T00:00:00Z | 51/61   | 2507
            Europe/Berlin       | 2024-02-29T23:00:00Z | 2024-03-31T22:00:00Z | 2024-03-30T23:00:00Z | 2024-03-31T22:00:00Z | 23/743  | 93
            Europe/Berlin       | 2024-09-30T22:00:00Z | 2024-10-31T23:00:00Z | 2024-10-26T22:00:00Z | 2024-10-27T23:00:00Z | 5/149   | 101
            America/New_York    | 2024-03-01T05:00:00Z | 2024-04-01T04:00:00Z | 2024-03-10T05:00:00Z | 2024-03-11T04:00:00Z | 23/743  | 93
            America/New_York    | 2024-11-01T04:00:00Z | 2024-12-01T05:00:00Z | 2024-11-03T04:00:00Z | 2024-11-04T05:00:00Z | 25/721  | 104
            Australia/Lord_Howe | 2024-09-30T13:30:00Z | 2024-10-31T13:00:00Z | 2024-10-05T13:30:00Z | 2024-10-06T13:00:00Z | 47/1487 | 95
            Australia/Lord_Howe | 2024-03-31T13:00:00Z | 2024-04-30T13:30:00Z | 2024-04-06T13:00:00Z | 2024-04-07T13:30:00Z | 49/1441 | 102
            Pacific/Kiritimati  | 2024-01-31T10:00:00Z | 2024-02-29T10:00:00Z | 2024-02-28T11:00:00Z | 2024-02-29T10:00:00Z | 23/696  | 99
            Etc/GMT+12          | 2024-02-01T12:00:00Z | 2024-03-01T12:00:00Z | 2024-02-28T11:00:00Z | 2024-03-01T12:00:00Z | 49/696  | 211
            """)
    void bySecondADayOfChangedClocksHasFewerOrMoreHours(
            ZoneId zone, Instant start, Instant end, Instant from, Instant until, String share, long cents) {
        Fraction actual = Proration.SECOND.share(new Period(from, until), new Period(start, end), zone);
        assertThat(actual).isEqualTo(fraction(share));
        assertThat(PRICE.exact().times(actual).settle().minorUnits()).isEqualTo(cents);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            UTC                 | 2023-02-01T00:00:00Z | 2023-03-01T00:00:00Z | 2023-02-15T00:00:00Z | 2023-03-01T00:00:00Z | 1/2   | 1500
            UTC                 | 2024-02-01T00:00:00Z | 2024-03-01T00:00:00Z | 2024-02-15T00:00:00Z | 2024-03-01T00:00:00Z | 15/29 | 1551
            UTC                 | 2024-04-01T00:00:00Z | 2024-05-01T00:00:00Z | 2024-04-10T15:00:00Z | 2024-05-01T00:00:00Z | 7/10  | 2099
            UTC                 | 2024-01-01T00:00:00Z | 2024-02-01T00:00:00Z | 2024-01-01T00:00:00Z | 2024-01-10T15:00:00Z | 9/31  | 871
            UTC                 | 2024-01-01T00:00:00Z | 2024-02-01T00:00:00Z | 2024-01-10T15:00:00Z | 2024-02-01T00:00:00Z | 22/31 | 2128
            UTC                 | 2024-01-01T00:00:00Z | 2024-02-01T00:00:00Z | 2024-01-10T09:00:00Z | 2024-01-10T17:00:00Z | 0/1   | 0
            UTC                 | 2024-01-31T14:00:00Z | 2024-02-29T14:00:00Z | 2024-02-10T00:00:00Z | 2024-02-29T14:00:00Z | 19/29 | 1965
            UTC                 | 2024-01-01T00:00:00Z | 2025-01-01T00:00:00Z | 2024-03-01T00:00:00Z | 2025-01-01T00:00:00Z | 51/61 | 2507
            Europe/Berlin       | 2024-02-29T23:00:00Z | 2024-03-31T22:00:00Z | 2024-03-30T23:00:00Z | 2024-03-31T22:00:00Z | 1/31  | 97
            Europe/Berlin       | 2024-09-30T22:00:00Z | 2024-10-31T23:00:00Z | 2024-10-26T22:00:00Z | 2024-10-27T23:00:00Z | 1/31  | 97
            America/New_York    | 2024-03-01T05:00:00Z | 2024-04-01T04:00:00Z | 2024-03-10T05:00:00Z | 2024-03-11T04:00:00Z | 1/31  | 97
            America/New_York    | 2024-11-01T04:00:00Z | 2024-12-01T05:00:00Z | 2024-11-03T04:00:00Z | 2024-11-04T05:00:00Z | 1/30  | 100
            Australia/Lord_Howe | 2024-09-30T13:30:00Z | 2024-10-31T13:00:00Z | 2024-10-05T13:30:00Z | 2024-10-06T13:00:00Z | 1/31  | 97
            Australia/Lord_Howe | 2024-03-31T13:00:00Z | 2024-04-30T13:30:00Z | 2024-04-06T13:00:00Z | 2024-04-07T13:30:00Z | 1/30  | 100
            Pacific/Kiritimati  | 2024-01-31T10:00:00Z | 2024-02-29T10:00:00Z | 2024-02-28T11:00:00Z | 2024-02-29T10:00:00Z | 1/29  | 103
            Etc/GMT+12          | 2024-02-01T12:00:00Z | 2024-03-01T12:00:00Z | 2024-02-28T11:00:00Z | 2024-03-01T12:00:00Z | 3/29  | 310
            """)
    void byDayTheFirstLocalDayCountsAndTheLastDoesNot(
            ZoneId zone, Instant start, Instant end, Instant from, Instant until, String share, long cents) {
        Fraction actual = Proration.DAY.share(new Period(from, until), new Period(start, end), zone);
        assertThat(actual).isEqualTo(fraction(share));
        assertThat(PRICE.exact().times(actual).settle().minorUnits()).isEqualTo(cents);
    }

    @Test
    void withoutProrationAnyPartCostsTheWhole() {
        Period year =
                BillingCycle.calendar(ZoneOffset.UTC, Interval.parse("year")).period(0);
        Period lastNanosecond = year.from(year.end().minusNanos(1));
        assertThat(Proration.NONE.share(lastNanosecond, year, ZoneOffset.UTC)).isEqualTo(Fraction.ONE);
    }

    @ParameterizedTest
    @EnumSource
    void aPartThatIsNotWithinTheWholeIsRefused(Proration proration) {
        Period whole =
                BillingCycle.calendar(ZoneOffset.UTC, Interval.parse("month")).period(0);
        Period tooEarly = new Period(whole.start().minusNanos(1), whole.end());
        Period tooLate = new Period(whole.start(), whole.end().plusNanos(1));
        assertThatIllegalArgumentException().isThrownBy(() -> proration.share(tooEarly, whole, ZoneOffset.UTC));
        assertThatIllegalArgumentException().isThrownBy(() -> proration.share(tooLate, whole, ZoneOffset.UTC));
    }

    @Test
    void aWholeWithinOneLocalDayIsSharedByTheSecond() {
        Period workday = new Period(Instant.parse("2024-05-06T08:00:00Z"), Instant.parse("2024-05-06T16:00:00Z"));
        Period morning = workday.until(Instant.parse("2024-05-06T10:00:00Z"));
        assertThat(Proration.DAY.share(morning, workday, ZoneOffset.UTC)).isEqualTo(Fraction.of(1, 4));
    }

    @Test
    void clocksSetBackAcrossMidnightDoNotMakeAPartNegative() {
        // in St. John's 2 November 2008 00:01 became 1 November 23:01: an instant of the 2nd comes before one of the
        // 1st
        ZoneId zone = ZoneId.of("America/St_Johns");
        Period november = new Period(Instant.parse("2008-11-01T02:30:00Z"), Instant.parse("2008-12-01T03:30:00Z"));
        Period part = new Period(Instant.parse("2008-11-02T02:30:30Z"), Instant.parse("2008-11-02T03:00:00Z"));
        assertThat(Proration.DAY.share(part, november, zone)).isEqualTo(Fraction.ZERO);
    }

    @Test
    void theSharesOfPartsThatTileAPeriodAddUpToOne() {
        List<ZoneId> zones =
                ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
        rounds(2_000, round -> {
            ZoneId zone = oneOf(zones);
            Interval interval = new Interval((int) between(1, 4), oneOf(List.of(Interval.Unit.values())));
            Instant anchor =
                    instantBetween(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));
            Period whole = BillingCycle.anchoredAt(anchor, zone, interval).periodAt(anchor);
            assertThat(sumOfShares(Proration.SECOND, whole, zone)).isEqualTo(Fraction.ONE);
            assertThat(sumOfShares(Proration.DAY, whole, zone)).isEqualTo(Fraction.ONE);
        });
    }

    private Fraction sumOfShares(Proration proration, Period whole, ZoneId zone) {
        TreeSet<Instant> cuts = new TreeSet<>(List.of(whole.end()));
        for (int cut = 0; cut < 4; cut++) {
            cuts.add(instantBetween(whole.start().plusSeconds(1), whole.end()));
        }
        Fraction sum = Fraction.ZERO;
        Instant start = whole.start();
        for (Instant end : cuts) {
            Fraction share = proration.share(new Period(start, end), whole, zone);
            assertThat(share.signum()).as("%s of %s", proration, whole).isNotNegative();
            sum = sum.plus(share);
            start = end;
        }
        return sum;
    }

    private static Fraction fraction(String text) {
        String[] parts = text.split("/");
        return Fraction.of(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
}
