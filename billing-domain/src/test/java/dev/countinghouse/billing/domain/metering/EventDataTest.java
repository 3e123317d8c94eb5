package dev.countinghouse.billing.domain.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Fraction;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDataTest {

    @Test
    void aNumberIsReadFromANumberAndFromItsText() {
        EventData data = EventData.of(Map.of(
                "tokens",
                new Value.Numeric(new BigDecimal("1.50")),
                "bytes",
                new Value.Text("-2e3"),
                "on",
                new Value.Flag(true)));
        assertThat(data.number("tokens")).contains(Fraction.of(3, 2));
        assertThat(data.number("bytes")).contains(Fraction.of(-2_000));
        assertThat(data.number("on")).isEmpty();
        assertThat(data.number("absent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e40", "1e-41", "1e999999999", "1e-999999999"})
    void aNumberTooLargeToComputeWithIsNone(String digits) {
        EventData data = EventData.of(
                Map.of("number", new Value.Numeric(new BigDecimal(digits)), "text", new Value.Text(digits)));
        assertThat(data.number("number")).isEmpty();
        assertThat(data.number("text")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.50, 1.5",
        "1e3, 1000",
        "1e64, 10000000000000000000000000000000000000000000000000000000000000000",
        "1e65, 1E+65",
        "1e999999999, 1E+999999999",
        "1e-999999999, 1E-999999999"
    })
    void aNumberAsADimensionIsItsDigitsUnlessTheyWouldFillTheMemory(BigDecimal number, String text) {
        assertThat(new Value.Numeric(number).asText()).isEqualTo(text);
    }
}
