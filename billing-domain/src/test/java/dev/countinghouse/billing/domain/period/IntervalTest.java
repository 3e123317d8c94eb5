package dev.countinghouse.billing.domain.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {

    @ParameterizedTest
    @CsvSource({
        "day, 1, DAY",
        "14 days, 14, DAY",
        "week, 1, WEEK",
        "2 weeks, 2, WEEK",
        "month, 1, MONTH",
        "1 month, 1, MONTH",
        "3 months, 3, MONTH",
        "year, 1, YEAR",
        "999999999 years, 999999999, YEAR"
    })
    void textIsRead(String text, int count, Interval.Unit unit) {
        assertThat(Interval.parse(text)).isEqualTo(new Interval(count, unit));
        assertThat(Interval.parse(Interval.parse(text).toString())).isEqualTo(Interval.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "months 3",
                "0 months",
                "-1 month",
                "+1 month",
                "03 months",
                "1.5 months",
                "3  months",
                "3months",
                " month",
                "month ",
                "Month",
                "P1M",
                "hour",
                "decade",
                "1000000000 days",
                "٣ months",
                "month\n"
            })
    void textThatIsNoIntervalIsRefusedWithWhatWouldBeRight(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interval.parse(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("14 days");
    }

    @Test
    void anIntervalIsAtLeastOneUnit() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(0, Interval.Unit.DAY));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(-1, Interval.Unit.YEAR));
    }

    @ParameterizedTest
    @CsvSource({
        "year, month, 12",
        "2 years, 3 months, 8",
        "12 months, year, 1",
        "6 months, 3 months, 2",
        "month, month, 1",
        "2 weeks, day, 14",
        "14 days, week, 2",
        "2000000000 years, month, 24000000000"
    })
    void aMultipleSaysHowManyTimesTheOtherFits(String text, String other, long times) {
        Interval interval =
                text.startsWith("2000000000") ? new Interval(2_000_000_000, Interval.Unit.YEAR) : Interval.parse(text);
        assertThat(interval.isMultipleOf(Interval.parse(other))).isTrue();
        assertThat(interval.dividedBy(Interval.parse(other))).isEqualTo(times);
    }

    @ParameterizedTest
    @CsvSource({
        "month, year",
        "month, week",
        "month, day",
        "year, day",
        "year, 5 months",
        "week, 2 days",
        "30 days, month"
    })
    void whatIsNoMultipleCannotBeDivided(String text, String other) {
        Interval interval = Interval.parse(text);
        assertThat(interval.isMultipleOf(Interval.parse(other))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> interval.dividedBy(Interval.parse(other)))
                .withMessageContaining(text)
                .withMessageContaining(other);
    }

    @ParameterizedTest
    @CsvSource({
        "2023-01-31T00:00Z[UTC], month, 1, 2023-02-28T00:00Z[UTC]",
        "2023-01-31T00:00Z[UTC], month, 2, 2023-03-31T00:00Z[UTC]",
        "2023-03-31T00:00Z[UTC], month, -1, 2023-02-28T00:00Z[UTC]",
        "2024-02-29T00:00Z[UTC], year, 1, 2025-02-28T00:00Z[UTC]",
        "2024-12-24T00:00Z[UTC], 14 days, 1, 2025-01-07T00:00Z[UTC]",
        "2024-03-30T02:30+01:00[Europe/Berlin], day, 1, 2024-03-31T03:00+02:00[Europe/Berlin]",
        "2024-10-26T02:30+02:00[Europe/Berlin], day, 1, 2024-10-27T02:30+02:00[Europe/Berlin]",
        // the later of the two 02:30 is where the origin stands, and adding nothing leaves it there
        "2024-10-27T02:30+01:00[Europe/Berlin], day, 0, 2024-10-27T02:30+01:00[Europe/Berlin]"
    })
    void addingIsDoneInLocalTimeAndInOneStep(
            ZonedDateTime origin, String interval, long times, ZonedDateTime expected) {
        assertThat(Interval.parse(interval).addTo(origin, times)).isEqualTo(expected);
    }
}
