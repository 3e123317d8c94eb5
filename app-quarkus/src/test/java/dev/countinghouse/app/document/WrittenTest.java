package dev.countinghouse.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenTest {

    private final Written berlin = new Written(Samples.BERLIN);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "999 | 999",
                "1000 | 1,000",
                "-999 | -999",
                "-1000 | -1,000",
                "999999 | 999,999",
                "1234567.125 | 1,234,567.125",
                "-0.000001 | -0.000001",
            })
    void digitsStandInGroupsOfThree(String number, String written) {
        assertThat(Written.number(Fraction.parse(number))).isEqualTo(written);
    }

    @Test
    void aNumberThatDoesNotEndIsRounded() {
        assertThat(Written.number(Fraction.of(2, 3))).isEqualTo("0.666666666667");
    }

    @Test
    void stepsAreShortEnoughForTheirColumn() {
        assertThat(Written.step(Fraction.parse("1804980.931847831629"))).isEqualTo("1,804,980.931848");
        assertThat(Written.step(Fraction.parse("0.0000005"))).isEqualTo("0.000001");
        assertThat(Written.step(Fraction.parse("1200"))).isEqualTo("1,200");
        assertThat(Written.step(Fraction.ZERO)).isEqualTo("0");
    }

    @Test
    void moneyHasTheDecimalsOfItsCurrency() {
        assertThat(Written.money(money(123456, "EUR"))).isEqualTo("1,234.56");
        assertThat(Written.moneyWithCurrency(money(-123456, "JPY"))).isEqualTo("-123,456 JPY");
        assertThat(Written.moneyWithCurrency(money(5, "BHD"))).isEqualTo("0.005 BHD");
        assertThat(Written.money(money(Long.MAX_VALUE, "USD"))).isEqualTo("92,233,720,368,547,758.07");
    }

    private static Money money(long minorUnits, String currency) {
        return new Money(minorUnits, Currency.getInstance(currency));
    }

    @Test
    void aDayIsTheAccounts() {
        Instant lateInLondon = Instant.parse("2025-11-30T23:30:00Z");
        assertThat(berlin.day(lateInLondon)).isEqualTo("2025-12-01");
        assertThat(new Written(ZoneId.of("UTC")).day(lateInLondon)).isEqualTo("2025-11-30");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-10-31T23:00:00Z, 2025-11-30T23:00:00Z, 2025-11-01 to 2025-11-30",
        "2025-10-31T23:00:00Z, 2025-11-01T23:00:00Z, 2025-11-01",
        "2025-11-10T13:30:00Z, 2025-11-30T23:00:00Z, 2025-11-10 14:30 to 2025-11-30",
        "2025-10-31T23:00:00Z, 2025-11-10T13:30:00Z, 2025-11-01 to 2025-11-10 14:30",
        // summer time ends in it
        "2025-09-30T22:00:00Z, 2025-10-31T23:00:00Z, 2025-10-01 to 2025-10-31",
        // within the first minute of a day
        "2026-01-31T22:00:00Z, 2026-01-31T23:00:30Z, 2026-01-31 23:00 to 2026-02-01 00:00",
        "2026-01-31T23:00:30Z, 2026-02-28T23:00:00Z, 2026-02-01 00:00 to 2026-02-28",
    })
    void aPeriodIsItsFirstDayAndItsLast(String start, String end, String written) {
        assertThat(berlin.period(Samples.period(start, end))).isEqualTo(written);
    }

    /** Where summer time begins at midnight the day begins at 01:00; Samoa had no 30 December 2011 at all. */
    @ParameterizedTest
    @CsvSource({
        "America/Santiago, 2026-08-06T04:00:00Z, 2026-09-06T04:00:00Z, 2026-08-06 to 2026-09-05",
        "America/Santiago, 2026-09-06T04:00:00Z, 2026-10-06T03:00:00Z, 2026-09-06 to 2026-10-05",
        "America/Santiago, 2026-09-05T04:00:00Z, 2026-09-06T05:00:00Z, 2026-09-05 to 2026-09-06 02:00",
        "Africa/Cairo, 2026-03-23T22:00:00Z, 2026-04-23T22:00:00Z, 2026-03-24 to 2026-04-23",
        "Asia/Beirut, 2026-02-28T22:00:00Z, 2026-03-28T22:00:00Z, 2026-03-01 to 2026-03-28",
        "Pacific/Apia, 2011-12-01T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-01 to 2011-12-29",
    })
    void aDayEndsWhereTheNextBegins(ZoneId zone, String start, String end, String written) {
        assertThat(new Written(zone).period(Samples.period(start, end))).isEqualTo(written);
    }
}
