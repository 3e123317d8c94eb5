package dev.countinghouse.billing.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditsTest {

    private static final Currency DOLLARS = Currency.getInstance("USD");
    private static final CreditUnit USD = CreditUnit.of(DOLLARS);
    private static final CreditUnit GPU = new CreditUnit("gpu-minutes");
    private static final String MOST = "99999999999999999999999999.999999999999";

    private static Credits usd(String text) {
        return Credits.parse(text, USD);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.000, 0",
        "1, 1",
        "100, 100",
        "1e2, 100",
        "1.50, 1.5",
        "-2.5, -2.5",
        "0.0375, 0.0375",
        "0.000000000001, 0.000000000001",
        "0.0000000000010000, 0.000000000001",
        MOST + ", " + MOST,
        "-" + MOST + ", -" + MOST
    })
    void isReadAndShownWithoutZerosAtTheEnd(String text, String shown) {
        assertThat(usd(text).toDecimal()).isEqualTo(shown);
        assertThat(usd(text)).hasToString(shown + " USD").isEqualTo(usd(shown));
        assertThat(usd(text).value().scale()).isEqualTo(Credits.SCALE);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not a decimal number",
        "abc, is not a decimal number",
        "'1,5', is not a decimal number",
        "0.0000000000001, more than 12 decimals",
        "1.1234567890123, more than 12 decimals",
        "100000000000000000000000000, out of range",
        "-100000000000000000000000000, out of range",
        "1e999999999, has more than 40 digits"
    })
    void isNotReadFrom(String text, String reason) {
        assertThatThrownBy(() -> usd(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void addingUpBeyondTheBoundIsRefusedAndReachingItIsNot() {
        Credits step = usd("0.000000000001");
        assertThat(usd(MOST).minus(step).plus(step)).isEqualTo(usd(MOST));
        assertThatThrownBy(() -> usd(MOST).plus(step)).hasMessageContaining("below 10^26");
        assertThatThrownBy(() -> usd(MOST).negate().minus(step)).hasMessageContaining("below 10^26");
    }

    @Test
    void aFinerValueIsRefusedUnlessItsLastDigitsAreZeros() {
        assertThat(new Credits(new BigDecimal("1.0000000000000"), USD)).isEqualTo(usd("1"));
        assertThatThrownBy(() -> new Credits(new BigDecimal("1.0000000000001"), USD))
                .hasMessageContaining("1.0000000000001 USD has more than 12 decimals");
    }

    @ParameterizedTest
    @CsvSource({
        // a total, rounded half up at the twelfth decimal
        "0.0000000000004, 0",
        "0.0000000000005, 0.000000000001",
        "0.0000000000015, 0.000000000002",
        "2.0000000000004999, 2",
        "-0.0000000000005, -0.000000000001"
    })
    void totalIsRoundedHalfUp(String exact, String rounded) {
        assertThat(Credits.rounded(new Amount(Fraction.parse(exact), DOLLARS))).isEqualTo(usd(rounded));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 1, 3, 3.333333333333",
        "10, 2, 3, 6.666666666666",
        "10, 3, 3, 10",
        "10, 0, 3, 0",
        "-10, 1, 3, -3.333333333333",
        "0.000000000001, 1, 2, 0",
        "0.000000000003, 1, 2, 0.000000000001"
    })
    void shareIsRoundedDown(String all, long part, long of, String share) {
        assertThat(usd(all).share(Fraction.of(part, of))).isEqualTo(usd(share));
    }

    @Test
    void unitsNeverMix() {
        Credits minutes = Credits.parse("1", GPU);
        assertThatThrownBy(() -> usd("1").plus(minutes)).hasMessageContaining("1 USD with 1 gpu-minutes");
        assertThatThrownBy(() -> usd("1").minus(minutes)).hasMessageContaining("the units differ");
        assertThatThrownBy(() -> usd("1").min(minutes)).hasMessageContaining("the units differ");
        assertThatThrownBy(() -> usd("1").compareTo(minutes)).hasMessageContaining("the units differ");
        assertThatThrownBy(() -> minutes.toMoney(DOLLARS)).hasMessageContaining("1 gpu-minutes is not of currency USD");
        assertThat(Credits.zero(USD)).isNotEqualTo(Credits.zero(GPU));
    }

    @Test
    void creditsOfACurrencyAreItsMajorUnits() {
        assertThat(Credits.of(Money.parse("12.34", DOLLARS))).isEqualTo(usd("12.34"));
        assertThat(usd("12.345").toMoney(DOLLARS)).isEqualTo(Money.parse("12.35", DOLLARS));
        Currency yen = Currency.getInstance("JPY");
        assertThat(Credits.of(Money.parse("12", yen))).hasToString("12 JPY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "usd!", "US", "USDT", "Usd", "9gpu", "gpu minutes", "a123456789012345678901234567890123"})
    void unitIsACurrencyOrAKey(String code) {
        assertThatThrownBy(() -> new CreditUnit(code)).hasMessageContaining("credit unit '" + code + "' is neither");
    }
}
