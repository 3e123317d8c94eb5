package dev.countinghouse.billing.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency JPY = Currency.getInstance("JPY");
    private static final Money LEAST = new Money(Long.MIN_VALUE, USD);

    @ParameterizedTest
    @CsvSource({
        "186.50, USD, 18650, 186.50",
        "186.5, USD, 18650, 186.50",
        "186.500, USD, 18650, 186.50",
        "-0.01, USD, -1, -0.01",
        "0, USD, 0, 0.00",
        "1e2, USD, 10000, 100.00",
        "12, JPY, 12, 12",
        "12.0, JPY, 12, 12",
        "1.234, BHD, 1234, 1.234",
        "92233720368547758.07, USD, 9223372036854775807, 92233720368547758.07",
        "-92233720368547758.08, USD, -9223372036854775808, -92233720368547758.08"
    })
    void majorUnitsAreReadAndPrintedExactly(String text, String currency, long minorUnits, String printed) {
        Money money = Money.parse(text, Currency.getInstance(currency));
        assertThat(money.minorUnits()).isEqualTo(minorUnits);
        assertThat(money.toDecimal()).isEqualTo(printed);
        assertThat(money).hasToString(printed + " " + currency);
    }

    @ParameterizedTest
    @CsvSource({"0.001, USD, 2 decimals", "0.5, JPY, 0 decimals", "1.2345, BHD, 3 decimals", "1e-40, USD, 2 decimals"})
    void moreDecimalsThanTheCurrencyHasAreRefused(String text, String currency, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.parse(text, Currency.getInstance(currency)))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining(rule);
    }

    @ParameterizedTest
    @CsvSource({"92233720368547758.08, USD", "-92233720368547758.09, USD", "9223372036854775808, JPY", "1e39, USD"})
    void anAmountOutOfRangeIsRefusedForThatReason(String text, String currency) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.parse(text, Currency.getInstance(currency)))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("out of range");
    }

    @ParameterizedTest
    @CsvSource({"'', USD", "abc, USD", "'1,00', USD", "$5, USD", "1e41, USD", "5, XXX", "10, XXX", "10, XAU"})
    void whatIsNoMoneyIsRefused(String text, String currency) {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.parse(text, Currency.getInstance(currency)));
    }

    @Test
    void aCurrencyWithoutAMinorUnitIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.parse("5", Currency.getInstance("XAU")))
                .withMessageContaining("XAU has no minor unit");
    }

    @Test
    void overflowIsAnErrorAndNeverWraps() {
        Money most = new Money(Long.MAX_VALUE, USD);
        Money cent = new Money(1, USD);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> most.plus(cent));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> LEAST.minus(cent));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(LEAST::negate);
    }

    @Test
    void differentCurrenciesAreNeverCombined() {
        Money dollar = Money.parse("1", USD);
        Money yen = Money.parse("1", JPY);
        assertThatIllegalArgumentException().isThrownBy(() -> dollar.plus(yen)).withMessageContaining("1.00 USD");
        assertThatIllegalArgumentException().isThrownBy(() -> dollar.minus(yen));
        assertThatIllegalArgumentException().isThrownBy(() -> dollar.min(yen));
        assertThatIllegalArgumentException().isThrownBy(() -> dollar.compareTo(yen));
    }

    @ParameterizedTest
    @CsvSource({
        "0, USD",
        "1, USD",
        "-18650, USD",
        "7, JPY",
        "-1, BHD",
        "9223372036854775807, USD",
        "-9223372036854775808, USD"
    })
    void settlingAnExactMoneyGivesItBack(long minorUnits, String currency) {
        Money money = new Money(minorUnits, Currency.getInstance(currency));
        assertThat(money.exact().settle()).isEqualTo(money);
        assertThat(Money.parse(money.toDecimal(), money.currency())).isEqualTo(money);
    }

    @Test
    void aSplitGivesThePartsOfTheMinorUnits() {
        TreeMap<String, Fraction> weights =
                new TreeMap<>(Map.of("a", Fraction.ONE, "b", Fraction.ONE, "c", Fraction.ONE));
        assertThat(Money.parse("100.00", USD).split(weights))
                .containsEntry("a", Money.parse("33.34", USD))
                .containsEntry("b", Money.parse("33.33", USD))
                .containsEntry("c", Money.parse("33.33", USD));
        assertThat(LEAST.split(new TreeMap<>(Map.of("all", Fraction.of(7))))).containsEntry("all", LEAST);
    }
}
