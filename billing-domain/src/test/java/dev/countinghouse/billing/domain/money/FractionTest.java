package dev.countinghouse.billing.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FractionTest {

    private static final BigInteger TWO_TO_63 = BigInteger.TWO.pow(63);

    @ParameterizedTest
    @CsvSource({
        "1, 3, 1/3",
        "-1, 3, -1/3",
        "1, -3, -1/3",
        "-2, -6, 1/3",
        "6, 8, 0.75",
        "1, 1024, 0.0009765625",
        "7, 1, 7",
        "0, -5, 0",
        "100, 10, 10",
        "1, 625, 0.0016",
        "1, 6, 1/6",
        "7, 192, 7/192",
        "-9223372036854775808, -9223372036854775808, 1",
        "-9223372036854775808, 1, -9223372036854775808",
        "1, -9223372036854775808, -0.000000000000000000108420217248550443400745280086994171142578125"
    })
    void aFractionPrintsItsDigitsWhereTheyEnd(long numerator, long denominator, String expected) {
        assertThat(Fraction.of(numerator, denominator)).hasToString(expected);
    }

    @Test
    void aZeroDenominatorIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fraction.of(1, 0)).withMessageContaining("1/0");
        assertThatIllegalArgumentException().isThrownBy(() -> Fraction.of(BigInteger.TEN, BigInteger.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Fraction.ONE.dividedBy(Fraction.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Fraction.of(1, 3).dividedBy(Fraction.parse("0.000")));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 1, 1",
        "-1, 2, 1, -1",
        "49, 100, 1, 0",
        "-49, 100, 1, 0",
        "1, 3, 100, 33",
        "2, 3, 100, 67",
        "-2, 3, 100, -67",
        "5, 1000, 100, 1",
        "-5, 1000, 100, -1",
        "4999, 1000000, 100, 0",
        "125, 100, 10, 13",
        "-125, 100, 10, -13",
        "0, 7, 100, 0",
        "9223372036854775807, 1, 1, 9223372036854775807",
        "-9223372036854775808, 1, 1, -9223372036854775808",
        "9223372036854775807, 2, 1, 4611686018427387904",
        "-9223372036854775807, 2, 1, -4611686018427387904",
        "9223372036854775807, 9223372036854775806, 1, 1",
        "9223372036854775807, 1000, 1000, 9223372036854775807",
        "4611686018427387903, 9223372036854775807, 1, 0",
        "4611686018427387904, 9223372036854775807, 1, 1",
        "-4611686018427387904, 9223372036854775807, 1, -1"
    })
    void tiesRoundAwayFromZero(long numerator, long denominator, long factor, long expected) {
        assertThat(Fraction.of(numerator, denominator).roundHalfUp(factor)).isEqualTo(expected);
    }

    @Test
    void aRoundedValueThatDoesNotFitIsAnErrorAndNotAnotherNumber() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Fraction.of(Long.MAX_VALUE).roundHalfUp(100));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() ->
                        Fraction.of(Long.MIN_VALUE).minus(Fraction.of(1, 2)).roundHalfUp(1));
    }

    @ParameterizedTest
    @CsvSource({
        "7, 2, HALF_EVEN, 4",
        "5, 2, HALF_EVEN, 2",
        "-7, 2, FLOOR, -4",
        "-7, 2, DOWN, -3",
        "7, 2, CEILING, 4",
        "1, 3, UP, 1"
    })
    void roundingToAWholeFollowsTheMode(long numerator, long denominator, RoundingMode mode, BigInteger expected) {
        assertThat(Fraction.of(numerator, denominator).round(mode)).isEqualTo(expected);
    }

    @Test
    void roundingToAScaleKeepsThatScale() {
        assertThat(Fraction.of(1, 3).round(12, RoundingMode.HALF_UP)).isEqualTo(new BigDecimal("0.333333333333"));
        assertThat(Fraction.of(2).round(2, RoundingMode.HALF_UP)).isEqualTo(new BigDecimal("2.00"));
        assertThat(Fraction.of(1549).round(-2, RoundingMode.HALF_UP)).isEqualTo(new BigDecimal("15E+2"));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Fraction.of(1, 3).round(12, RoundingMode.UNNECESSARY));
    }

    @Test
    void whatEndsIsReadExactlyAndWhatDoesNotIsRounded() {
        assertThat(Fraction.parse("0.00000000000001"))
                .extracting(Fraction::toDecimal)
                .isEqualTo("0.00000000000001");
        assertThat(Fraction.of(1_200).toDecimal()).isEqualTo("1200");
        assertThat(Fraction.of(2, 3).toDecimal()).isEqualTo("0.666666666667");
    }

    static Stream<Fraction> halves() {
        BigInteger big = TWO_TO_63.shiftLeft(1);
        return Stream.of(
                Fraction.of(1, 2),
                Fraction.of(2, 4),
                Fraction.of(-3, -6),
                Fraction.parse("0.50"),
                Fraction.of(new BigDecimal("5E-1")),
                Fraction.of(big, big.shiftLeft(1)),
                Fraction.of(Long.MIN_VALUE, 1)
                        .dividedBy(Fraction.of(Long.MIN_VALUE))
                        .times(Fraction.of(1, 2)),
                Fraction.of(1, 3).plus(Fraction.of(1, 6)),
                Fraction.of(3, 5).times(Fraction.of(5, 6)));
    }

    @ParameterizedTest
    @MethodSource("halves")
    void aValueIsEqualHoweverItCameAbout(Fraction half) {
        assertThat(half)
                .isEqualTo(Fraction.of(1, 2))
                .hasSameHashCodeAs(Fraction.of(1, 2))
                .hasToString("0.5");
        assertThat(half).isEqualByComparingTo(Fraction.of(1, 2));
        assertThat(half).isNotEqualTo(Fraction.of(1, 3)).isNotEqualTo("0.5").isNotEqualTo(null);
    }

    @Test
    void wholeNumbersThatFitALongAreGivenAsSuch() {
        assertThat(Fraction.of(6, 3).wholeOr(-1)).isEqualTo(2);
        assertThat(Fraction.of(7, 3).wholeOr(-1)).isEqualTo(-1);
        assertThat(Fraction.of(Long.MAX_VALUE).wholeOr(-1)).isEqualTo(Long.MAX_VALUE);
        assertThat(Fraction.of(Long.MIN_VALUE).wholeOr(-1)).isEqualTo(Long.MIN_VALUE);
        assertThat(Fraction.of(TWO_TO_63, BigInteger.ONE).wholeOr(-1)).isEqualTo(-1);
        assertThat(Fraction.of(BigInteger.ONE, TWO_TO_63).wholeOr(-1)).isEqualTo(-1);
    }

    @Test
    void aProductOnTheEdgeOfLongCanStillBeNegated() {
        Fraction edge = Fraction.of(1L << 62).times(Fraction.of(-2));
        assertThat(edge.negate()).hasToString("9223372036854775808");
        assertThat(edge.roundHalfUp(1)).isEqualTo(Long.MIN_VALUE);
        assertThat(Fraction.of(1L << 62, 3).roundHalfUp(-2)).isEqualTo(-3_074_457_345_618_258_603L);
    }

    @Test
    void wholenessAndSignAreThatOfTheValue() {
        assertThat(Fraction.of(6, 3).isWhole()).isTrue();
        assertThat(Fraction.of(6, 4).isWhole()).isFalse();
        assertThat(Fraction.of(TWO_TO_63, BigInteger.ONE).isWhole()).isTrue();
        assertThat(Fraction.of(TWO_TO_63, BigInteger.valueOf(3)).isWhole()).isFalse();
        assertThat(Fraction.of(TWO_TO_63.negate(), BigInteger.ONE).signum()).isNegative();
        assertThat(Fraction.of(0, -7).isZero()).isTrue();
    }
}
