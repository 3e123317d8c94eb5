package dev.countinghouse.billing.domain.metering;

import static dev.countinghouse.billing.domain.metering.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeterTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "SUM, 5, ",
        "SUM, -5, ",
        "SUM, 1.5e6, ",
        "SUM, many, data.n is 'many'; needs a number of unit",
        "SUM, '', data.n is ''; needs a number of unit",
        "AVERAGE, 0x10, data.n is '0x10'; needs a number of unit",
        "MAX, 1e99, data.n is '1e99'; needs a number of unit",
        "LATEST, 0, ",
        "LATEST, -5, data.n is -5; cannot be below 0",
        "TIME_WEIGHTED, -0.5, data.n is -0.5; cannot be below 0",
        "UNIQUE, ann, ",
        "COUNT, many, ",
    })
    void aDefectNamesThePropertyTheValueAndWhatWouldBeRight(Aggregation aggregation, String value, String expected) {
        Meter meter = Meters.of(aggregation);
        UsageEvent event = event("1", TIME, "n", value);
        if (expected == null) {
            assertThat(meter.defectOf(event)).isEmpty();
            assertThat(meter.valueOf(event)).isPresent();
        } else {
            assertThat(meter.defectOf(event))
                    .hasValueSatisfying(defect -> assertThat(defect).contains(expected.split("; ")));
            assertThat(meter.valueOf(event)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COUNT")
    void anAbsentPropertyIsADefect(Aggregation aggregation) {
        UsageEvent event = event("1", TIME, "other", 1);
        assertThat(Meters.of(aggregation).defectOf(event)).get().asString().contains("data.n");
        assertThat(Meters.of(aggregation).valueOf(event)).isEmpty();
    }

    @Test
    void aFlagIsNoNumber() {
        assertThat(Meters.of(Aggregation.SUM).defectOf(event("1", TIME, "n", true)))
                .get()
                .asString()
                .contains("'true'");
    }

    @ParameterizedTest
    @CsvSource({
        "SUM, call, '', '', needs a property",
        "COUNT, call, n, '', 'takes no property, not ''n'''",
        "SUM, call, n, disk, series is for the levels",
        "COUNT, call, '', disk, series is for the levels",
        "SUM, ' ', n, '', needs the type of the events",
    })
    void aMeterThatCannotWorkIsRefused(
            Aggregation aggregation, String type, String property, String series, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Meter(
                        new MeterKey("m"), "Meter", "unit", type, aggregation, property, series, Filter.ALL, List.of()))
                .withMessageContaining("meter m")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "with space", "-first"})
    void aMeterKeyIsAKey(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MeterKey(key))
                .withMessageContaining("meter '" + key + "'");
    }

    @Test
    void sourceIdAndTypeAreThereAndNotEndless() {
        String endless = "x".repeat(256);
        for (String bad : List.of("", " ", endless)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new EventKey(bad, "1"))
                    .withMessageContaining("event source '" + bad + "'")
                    .withMessageContaining("1 to 255");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new EventKey("s", bad))
                    .withMessageContaining("event id '" + bad + "'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new UsageEvent(
                            new AccountId("acme"), new EventKey("s", "1"), bad, "acme", TIME, EventData.EMPTY))
                    .withMessageContaining("event type '" + bad + "'");
        }
        assertThat(new EventKey("x".repeat(255), "1").source()).hasSize(255);
    }

    @Test
    void eventsAreOrderedByTimeThenSourceThenId() {
        UsageEvent late = event("a", TIME.plusNanos(1));
        UsageEvent first = event("a", TIME);
        UsageEvent second = event("b", TIME);
        assertThat(List.of(late, second, first).stream().sorted(UsageEvent.ORDER))
                .containsExactly(first, second, late);
        assertThat(new EventKey("a", "z")).isLessThan(new EventKey("b", "a"));
    }
}
