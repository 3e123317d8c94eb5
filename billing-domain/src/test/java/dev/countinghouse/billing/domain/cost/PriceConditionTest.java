package dev.countinghouse.billing.domain.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceConditionTest {

    private static final LocalTime NOON = LocalTime.NOON;

    @ParameterizedTest
    @CsvSource({
        "2026-03-12T23:59:59.999Z, false",
        "2026-03-13T00:00:00Z,     true",
        "2027-01-01T00:00:00Z,     true",
    })
    void aDateHoldsFromMidnightUtcOn(Instant time, boolean holds) {
        assertThat(new PriceCondition.FromDate(LocalDate.of(2026, 3, 13)).holdsAt(time))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:29:59.999Z, false",
        "2026-01-01T00:30:00Z,     true",
        "2026-01-01T16:29:59.999Z, true",
        "2026-01-01T16:30:00Z,     false",
    })
    void aWindowIncludesItsStartAndExcludesItsEnd(Instant time, boolean holds) {
        PriceCondition day = new PriceCondition.Daily(LocalTime.of(0, 30), LocalTime.of(16, 30));
        assertThat(day.holdsAt(time)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T16:29:59.999Z, false",
        "2026-01-01T16:30:00Z,     true",
        "2026-01-01T23:59:59.999Z, true",
        "2026-01-02T00:00:00Z,     true",
        "2026-01-02T00:29:59.999Z, true",
        "2026-01-02T00:30:00Z,     false",
    })
    void aWindowMayPassMidnight(Instant time, boolean holds) {
        PriceCondition night = new PriceCondition.Daily(LocalTime.of(16, 30), LocalTime.of(0, 30));
        assertThat(night.holdsAt(time)).isEqualTo(holds);
    }

    @Test
    void aWindowWithoutLengthIsRefused() {
        assertThatThrownBy(() -> new PriceCondition.Daily(NOON, NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12:00");
    }
}
