package dev.countinghouse.billing.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency EUR = Currency.getInstance("EUR");

    @ParameterizedTest
    @CsvSource({
        "USD, 0.004999999999, 0",
        "USD, 0.005, 1",
        "USD, -0.005, -1",
        "USD, -0.004999999999, 0",
        "USD, 186.495, 18650",
        "USD, 186.494999, 18649",
        "USD, 1000000000000, 100000000000000",
        "USD, 1000000000000.00000000375, 100000000000000",
        "USD, 92233720368547758.07, 9223372036854775807",
        "USD, 92233720368547758.074, 9223372036854775807",
        "USD, -92233720368547758.08, -9223372036854775808",
        "USD, -92233720368547758.084, -9223372036854775808",
        "JPY, 0.5, 1",
        "JPY, 0.49, 0",
        "JPY, -1.5, -2",
        "JPY, 1234.5, 1235",
        "BHD, 0.0005, 1",
        "BHD, 0.00049, 0",
        "BHD, -0.0015, -2",
        "BHD, 12.3455, 12346",
        "CLF, 1.23445, 12345"
    })
    void settlingRoundsHalfUpToTheMinorUnitOfTheCurrency(String currency, String value, long minorUnits) {
        Amount amount = new Amount(Fraction.parse(value), Currency.getInstance(currency));
        assertThat(amount.settle()).isEqualTo(new Money(minorUnits, Currency.getInstance(currency)));
    }

    @Test
    void anAmountThatDoesNotTerminateSettlesToo() {
        assertThat(new Amount(Fraction.of(1, 3), USD).settle()).hasToString("0.33 USD");
        assertThat(new Amount(Fraction.of(-2, 3), USD).settle()).hasToString("-0.67 USD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"92233720368547758.075", "-92233720368547758.085", "1e39"})
    void anAmountBeyondTheRangeOfMoneyIsAnError(String value) {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new Amount(Fraction.parse(value), USD).settle());
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XAU", "XDR"})
    void aCurrencyWithoutAMinorUnitCannotBeSettled(String currency) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Amount(Fraction.ONE, Currency.getInstance(currency)).settle())
                .withMessageContaining(currency);
    }

    @Test
    void differentCurrenciesAreNeverCombined() {
        Amount dollars = new Amount(Fraction.ONE, USD);
        Amount euros = new Amount(Fraction.ONE, EUR);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dollars.plus(euros))
                .withMessageContaining("1 USD");
        assertThatIllegalArgumentException().isThrownBy(() -> dollars.minus(euros));
        assertThatIllegalArgumentException().isThrownBy(() -> dollars.max(euros));
        assertThatIllegalArgumentException().isThrownBy(() -> dollars.min(euros));
        assertThatIllegalArgumentException().isThrownBy(() -> dollars.compareTo(euros));
        assertThat(dollars).isNotEqualTo(euros);
    }

    @Test
    void arithmeticIsThatOfTheValues() {
        Amount third = new Amount(Fraction.of(1, 3), USD);
        assertThat(third.plus(third).plus(third)).isEqualTo(new Amount(Fraction.ONE, USD));
        assertThat(third.minus(third)).isEqualTo(Amount.zero(USD));
        assertThat(third.negate().signum()).isEqualTo(-1);
        assertThat(third.times(Fraction.of(6))).hasToString("2 USD");
        assertThat(third.max(Amount.zero(USD))).isEqualTo(third);
        assertThat(third.min(Amount.zero(USD)).isZero()).isTrue();
    }
}
