package dev.countinghouse.billing.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.000, 0",
        "12, 12",
        "+12, 12",
        "-0.5, -0.5",
        "1.50, 1.5",
        "1.5e6, 1500000",
        "1e-9, 0.000000001",
        "0.00000000375, 0.00000000375",
        "007, 7",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775808",
        "-9223372036854775808, -9223372036854775808",
        "-9223372036854775809.25, -9223372036854775809.25"
    })
    void decimalTextIsReadDigitForDigit(String text, String expected) {
        assertThat(Fraction.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "1,5",
                "1.2.3",
                "--1",
                "1 000",
                " 1",
                "1 ",
                "NaN",
                "Infinity",
                "0x10",
                "1f",
                "1/3",
                "1e",
                "."
            })
    void textThatIsNoDecimalNumberIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fraction.parse(text))
                .withMessageContaining("'" + text + "' is not a decimal number");
    }

    @Test
    void fortyDigitsOnEitherSideAreAccepted() {
        String forty = "1234567890".repeat(4);
        assertThat(Fraction.parse(forty + "." + forty).numerator())
                .isEqualTo(new BigInteger(forty + forty).divide(BigInteger.TEN));
        assertThat(Fraction.parse("1e39").numerator()).isEqualTo(BigInteger.TEN.pow(39));
        assertThat(Fraction.parse("-1e-40").denominator()).isEqualTo(BigInteger.TEN.pow(40));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e40", "1e-41", "1e999999999", "-1e-999999999", "0e999999999", "0e-999999999", "1e2147483647"})
    void moreThanFortyDigitsAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fraction.parse(text))
                .withMessageContaining("40 digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e40", "1e-41", "1e999999999", "-1e-999999999"})
    void aDecimalThatDidNotComeAsTextHasTheSameLimit(BigDecimal decimal) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fraction.of(decimal))
                .withMessageContaining("40 digits");
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(decimal, Currency.getInstance("USD"), 1));
    }

    @Test
    void anEndlessTextIsRefusedWithoutReadingIt() {
        String endless = "1".repeat(5_000_000);
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertThatIllegalArgumentException()
                .isThrownBy(() -> Fraction.parse(endless))
                .withMessageContaining("40 digits")
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200)));
    }
}
