package dev.countinghouse.billing.domain.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * An exact rational number: a quantity, a factor, an amount that is not settled yet.
 *
 * <p>Values that fit are kept as two {@code long}s so that rating allocates little; whatever overflows continues in
 * {@link BigInteger} with the same result. The form is reduced only when it is compared, printed or about to overflow,
 * because a greatest common divisor costs more than the multiplication it would follow.
 */
public final class Fraction implements Comparable<Fraction> {

    public static final Fraction ZERO = new Fraction(0, 1);
    public static final Fraction ONE = new Fraction(1, 1);

    private static final int SAFE_DIGITS = 18;
    private static final int READABLE_SCALE = 12;
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE + 1);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private static final long[] POWERS_OF_TEN =
            LongStream.iterate(1, power -> power * 10).limit(SAFE_DIGITS + 1).toArray();

    private final long numerator;
    private final long denominator;
    private final @Nullable BigInteger bigNumerator;
    private final @Nullable BigInteger bigDenominator;

    private Fraction(long numerator, long denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
        this.bigNumerator = null;
        this.bigDenominator = null;
    }

    private Fraction(BigInteger numerator, BigInteger denominator) {
        this.numerator = 0;
        this.denominator = 0;
        this.bigNumerator = numerator;
        this.bigDenominator = denominator;
    }

    public static Fraction of(long whole) {
        return whole == 0 ? ZERO : of(whole, 1);
    }

    public static Fraction of(long numerator, long denominator) {
        if (denominator <= 0 || numerator == Long.MIN_VALUE) {
            return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
        }
        return new Fraction(numerator, denominator);
    }

    public static Fraction of(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new IllegalArgumentException(
                    "denominator is 0, a fraction needs one that is not: " + numerator + "/0");
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        BigInteger top = numerator.divide(divisor);
        BigInteger bottom = denominator.divide(divisor);
        boolean fits = top.compareTo(LONG_MIN) >= 0 && top.compareTo(LONG_MAX) <= 0 && bottom.compareTo(LONG_MAX) <= 0;
        return fits ? new Fraction(top.longValue(), bottom.longValue()) : new Fraction(top, bottom);
    }

    /** @throws IllegalArgumentException if there are more than 40 digits before or after the point */
    public static Fraction of(BigDecimal decimal) {
        DecimalText.requireFewDigits(decimal, decimal);
        if (Math.max(decimal.precision(), decimal.precision() - decimal.scale()) <= SAFE_DIGITS
                && decimal.scale() <= SAFE_DIGITS) {
            return decimal.scale() <= 0
                    ? of(decimal.longValueExact())
                    : of(decimal.unscaledValue().longValue(), POWERS_OF_TEN[decimal.scale()]);
        }
        if (decimal.scale() > 0) {
            return of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
        }
        return of(decimal.toBigIntegerExact(), BigInteger.ONE);
    }

    /** Reads decimal text such as {@code 12}, {@code -0.5} or {@code 1.5e6}, digit for digit. */
    public static Fraction parse(String text) {
        return of(DecimalText.read(text));
    }

    public Fraction plus(Fraction other) {
        if (isLong() && other.isLong()) {
            if (denominator == other.denominator) {
                long sum = numerator + other.numerator;
                if (((numerator ^ sum) & (other.numerator ^ sum)) >= 0 && sum != Long.MIN_VALUE) {
                    return new Fraction(sum, denominator);
                }
            } else if (denominator % other.denominator == 0) {
                long factor = denominator / other.denominator;
                if (productFits(other.numerator, factor)) {
                    return plus(new Fraction(other.numerator * factor, denominator));
                }
            } else if (other.denominator % denominator == 0) {
                return other.plus(this);
            }
        }
        BigInteger top = top().multiply(other.bottom()).add(other.top().multiply(bottom()));
        return of(top, bottom().multiply(other.bottom()));
    }

    public Fraction minus(Fraction other) {
        return plus(other.negate());
    }

    public Fraction negate() {
        return isLong() ? new Fraction(-numerator, denominator) : new Fraction(top().negate(), bottom());
    }

    public Fraction times(Fraction other) {
        if (isLong()
                && other.isLong()
                && productFits(numerator, other.numerator)
                && productFits(denominator, other.denominator)) {
            return new Fraction(numerator * other.numerator, denominator * other.denominator);
        }
        return of(top().multiply(other.top()), bottom().multiply(other.bottom()));
    }

    public Fraction dividedBy(Fraction other) {
        return of(top().multiply(other.bottom()), bottom().multiply(other.top()));
    }

    public Fraction max(Fraction other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Fraction min(Fraction other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public int signum() {
        return isLong() ? Long.signum(numerator) : top().signum();
    }

    public boolean isZero() {
        return signum() == 0;
    }

    public boolean isWhole() {
        return isLong() ? numerator % denominator == 0 : bottom().equals(BigInteger.ONE);
    }

    /** The value if it is a whole number that fits a {@code long}; otherwise {@code otherwise}. */
    public long wholeOr(long otherwise) {
        if (!isLong()) {
            return isWhole() && top().bitLength() < Long.SIZE ? top().longValue() : otherwise;
        }
        if (denominator == 1) {
            return numerator;
        }
        return numerator % denominator == 0 ? numerator / denominator : otherwise;
    }

    /** Rounds to a whole number. */
    public BigInteger round(RoundingMode mode) {
        return round(0, mode).unscaledValue();
    }

    /** Rounds to a decimal of the given scale. */
    public BigDecimal round(int scale, RoundingMode mode) {
        return new BigDecimal(top()).divide(new BigDecimal(bottom()), scale, mode);
    }

    /** {@code this × factor}, rounded half up (away from zero on a tie) to a whole number. */
    long roundHalfUp(long factor) {
        if (isLong() && productFits(numerator, factor)) {
            long scaled = numerator * factor;
            long whole = scaled / denominator;
            long rest = Math.abs(scaled % denominator);
            return rest >= denominator - rest ? whole + Long.signum(scaled) : whole;
        }
        return times(of(factor)).round(RoundingMode.HALF_UP).longValueExact();
    }

    public BigInteger numerator() {
        return reduced().top();
    }

    public BigInteger denominator() {
        return reduced().bottom();
    }

    @Override
    public int compareTo(Fraction other) {
        if (isLong() && other.isLong()) {
            if (denominator == other.denominator) {
                return Long.compare(numerator, other.numerator);
            }
            if (productFits(numerator, other.denominator) && productFits(other.numerator, denominator)) {
                return Long.compare(numerator * other.denominator, other.numerator * denominator);
            }
        }
        return top().multiply(other.bottom()).compareTo(other.top().multiply(bottom()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fraction that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        Fraction reduced = reduced();
        return 31 * reduced.top().hashCode() + reduced.bottom().hashCode();
    }

    /** Plain decimal digits where the value terminates within them, {@code numerator/denominator} otherwise. */
    @Override
    public String toString() {
        Fraction reduced = reduced();
        BigInteger rest = reduced.bottom();
        int twos = rest.getLowestSetBit();
        rest = rest.shiftRight(twos);
        int fives = 0;
        BigInteger five = BigInteger.valueOf(5);
        while (rest.mod(five).signum() == 0) {
            rest = rest.divide(five);
            fives++;
        }
        if (!rest.equals(BigInteger.ONE)) {
            return reduced.top() + "/" + reduced.bottom();
        }
        return reduced.round(Math.max(twos, fives), RoundingMode.UNNECESSARY).toPlainString();
    }

    /** Decimal digits, for whoever reads them: exact where the value ends, and rounded where it does not, as a third. */
    public String toDecimal() {
        String exact = toString();
        return exact.indexOf('/') < 0
                ? exact
                : round(READABLE_SCALE, RoundingMode.HALF_UP).toPlainString();
    }

    private Fraction reduced() {
        return isLong() && denominator != 1 ? of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator)) : this;
    }

    private boolean isLong() {
        return bigNumerator == null;
    }

    private BigInteger top() {
        return bigNumerator != null ? bigNumerator : BigInteger.valueOf(numerator);
    }

    private BigInteger bottom() {
        return bigDenominator != null ? bigDenominator : BigInteger.valueOf(denominator);
    }

    private static boolean productFits(long left, long right) {
        long high = Math.multiplyHigh(left, right);
        long low = left * right;
        return high == low >> 63 && low != Long.MIN_VALUE;
    }
}
