package dev.countinghouse.billing.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.billing.domain.Seeded;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares the two-long arithmetic with schoolbook fractions that never leave BigInteger. */
class FractionPropertyTest extends Seeded {

    /** A fraction as one would write it on paper: never reduced, never optimised. */
    private record Paper(BigInteger top, BigInteger bottom) {

        Paper plus(Paper other) {
            return new Paper(top.multiply(other.bottom).add(other.top.multiply(bottom)), bottom.multiply(other.bottom));
        }

        Paper times(Paper other) {
            return new Paper(top.multiply(other.top), bottom.multiply(other.bottom));
        }

        Paper negate() {
            return new Paper(top.negate(), bottom);
        }

        Paper inverse() {
            return new Paper(bottom, top);
        }

        int compareTo(Paper other) {
            int signs = bottom.signum() * other.bottom.signum();
            return signs * top.multiply(other.bottom).compareTo(other.top.multiply(bottom));
        }

        BigInteger halfUp(BigInteger factor) {
            BigInteger doubled = top.multiply(factor).shiftLeft(1).abs();
            BigInteger whole =
                    doubled.add(bottom.abs()).divide(bottom.shiftLeft(1).abs());
            return top.signum() * bottom.signum() * factor.signum() < 0 ? whole.negate() : whole;
        }
    }

    private record Pair(Fraction fraction, Paper paper) {}

    @Test
    void chainsOfOperationsEqualThoseOnPaper() {
        rounds(20_000, round -> {
            Pair result = any();
            for (int step = 0; step < 6; step++) {
                result = applyAny(result, any());
                assertSame(result);
            }
        });
    }

    @Test
    void comparingAgreesWithPaperAndWithEquality() {
        rounds(50_000, round -> {
            Pair left = any();
            Pair right = random.nextInt(4) == 0 ? otherFormOf(left) : any();
            int expected = left.paper.compareTo(right.paper);
            assertThat(Integer.signum(left.fraction.compareTo(right.fraction))).isEqualTo(expected);
            assertThat(Integer.signum(right.fraction.compareTo(left.fraction))).isEqualTo(-expected);
            assertThat(left.fraction.equals(right.fraction)).isEqualTo(expected == 0);
            assertThat(left.fraction.max(right.fraction)).isEqualTo((expected >= 0 ? left : right).fraction);
            assertThat(left.fraction.min(right.fraction)).isEqualTo((expected <= 0 ? left : right).fraction);
        });
    }

    @Test
    void equalValuesHaveEqualHashesAndTexts() {
        rounds(20_000, round -> {
            Pair one = any();
            Pair other = otherFormOf(one);
            assertThat(other.fraction).isEqualTo(one.fraction).hasSameHashCodeAs(one.fraction);
            assertThat(other.fraction).hasToString(one.fraction.toString());
        });
    }

    @Test
    void halfUpEqualsPaperOrOverflows() {
        rounds(50_000, round -> {
            Pair any = random.nextBoolean() ? any() : tie();
            long factor = oneOf(List.of(1L, 10L, 100L, 1_000L, 10_000L));
            BigInteger expected = any.paper.halfUp(BigInteger.valueOf(factor));
            if (expected.bitLength() < Long.SIZE) {
                assertThat(any.fraction.roundHalfUp(factor)).isEqualTo(expected.longValueExact());
            } else {
                assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> any.fraction.roundHalfUp(factor));
            }
        });
    }

    @Test
    void roundingToAScaleIsLessThanAUnitAway() {
        rounds(20_000, round -> {
            Fraction exact = any().fraction;
            RoundingMode mode = oneOf(List.of(RoundingMode.FLOOR, RoundingMode.CEILING, RoundingMode.HALF_UP));
            int scale = (int) between(-3, 20);
            Fraction unit = scale < 0
                    ? Fraction.of(BigDecimal.TEN.pow(-scale))
                    : Fraction.of(BigDecimal.ONE.movePointLeft(scale));
            Fraction error = Fraction.of(exact.round(scale, mode)).minus(exact);

            switch (mode) {
                case FLOOR ->
                    assertThat(error).isBetween(unit.negate(), Fraction.ZERO).isNotEqualTo(unit.negate());
                case CEILING -> assertThat(error).isBetween(Fraction.ZERO, unit).isNotEqualTo(unit);
                default -> assertThat(error.times(Fraction.of(2))).isBetween(unit.negate(), unit);
            }
        });
    }

    @Test
    void aTextIsTheExactDecimalWhereThereIsOne() {
        rounds(20_000, round -> {
            Pair any = random.nextBoolean() ? any() : decimal();
            try {
                BigDecimal exact = new BigDecimal(any.paper.top).divide(new BigDecimal(any.paper.bottom));
                assertThat(any.fraction).hasToString(plain(exact));
            } catch (ArithmeticException endless) {
                assertThat(any.fraction).hasToString(any.fraction.numerator() + "/" + any.fraction.denominator());
            }
        });
    }

    @Test
    void wholenessEqualsDivisionWithoutRest() {
        rounds(20_000, round -> {
            Pair any = any();
            BigInteger[] division = any.paper.top.divideAndRemainder(any.paper.bottom);
            boolean whole = division[1].signum() == 0;
            boolean fits = whole && division[0].bitLength() < Long.SIZE;
            assertThat(any.fraction.isWhole()).isEqualTo(whole);
            assertThat(any.fraction.wholeOr(-77)).isEqualTo(fits ? division[0].longValueExact() : -77);
        });
    }

    private Pair applyAny(Pair left, Pair right) {
        Fraction fraction = left.fraction;
        return switch (random.nextInt(right.fraction.isZero() ? 4 : 5)) {
            case 0 -> new Pair(fraction.plus(right.fraction), left.paper.plus(right.paper));
            case 1 -> new Pair(fraction.minus(right.fraction), left.paper.plus(right.paper.negate()));
            case 2 -> new Pair(fraction.times(right.fraction), left.paper.times(right.paper));
            case 3 -> new Pair(fraction.negate(), left.paper.negate());
            default -> new Pair(fraction.dividedBy(right.fraction), left.paper.times(right.paper.inverse()));
        };
    }

    private static void assertSame(Pair pair) {
        BigInteger divisor = pair.paper.top.gcd(pair.paper.bottom);
        BigInteger signed = pair.paper.bottom.signum() < 0 ? divisor.negate() : divisor;
        assertThat(pair.fraction.numerator()).isEqualTo(pair.paper.top.divide(signed));
        assertThat(pair.fraction.denominator()).isEqualTo(pair.paper.bottom.divide(signed));
        assertThat(pair.fraction.signum()).isEqualTo(pair.paper.top.signum() * pair.paper.bottom.signum());
    }

    private Pair any() {
        return pair(anyLong(), random.nextInt(3) == 0 ? 1 : anyLong());
    }

    private Pair decimal() {
        return pair(anyLong(), oneOf(List.of(1L, 2L, 10L, 64L, 625L, 1_000_000L, 1_000_000_000_000L, -250L)));
    }

    private Pair tie() {
        return pair(2 * (anyLong() / 2) + 1, oneOf(List.of(2L, 20L, 200L, 2_000L)));
    }

    private static Pair pair(long top, long bottom) {
        long denominator = bottom == 0 ? 1 : bottom;
        return new Pair(
                Fraction.of(top, denominator), new Paper(BigInteger.valueOf(top), BigInteger.valueOf(denominator)));
    }

    private Pair otherFormOf(Pair pair) {
        long factor = anyLong();
        Fraction both = Fraction.of(factor == 0 ? 3 : factor);
        return switch (random.nextInt(3)) {
            case 0 -> new Pair(pair.fraction.times(both).dividedBy(both), pair.paper);
            case 1 -> new Pair(pair.fraction.plus(both).minus(both), pair.paper);
            default -> new Pair(pair.fraction.times(Fraction.of(6, 6)), pair.paper);
        };
    }

    private static String plain(BigDecimal exact) {
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
}
