package dev.countinghouse.adapter.redis;

import dev.countinghouse.billing.domain.money.Fraction;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Quantities as they are counted: whole millionths in decimal digits. */
final class Millionths {

    static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private static final int DIGITS = 6;
    private static final long PER_UNIT = 1_000_000;
    private static final long MOST_WHOLE = Long.MAX_VALUE / PER_UNIT;
    private static final BigInteger ONE = BigInteger.valueOf(PER_UNIT);

    private Millionths() {}

    /** Rounded up, and however large. */
    static BigInteger taken(Fraction quantity) {
        long whole = quantity.wholeOr(-1);
        return whole >= 0 && whole <= MOST_WHOLE
                ? BigInteger.valueOf(whole * PER_UNIT)
                : quantity.round(DIGITS, RoundingMode.CEILING).unscaledValue();
    }

    /** Rounded down, and no more than is counted. */
    static BigInteger most(Fraction quantity) {
        return quantity.round(DIGITS, RoundingMode.FLOOR).unscaledValue().min(MOST);
    }

    static Fraction read(BigInteger millionths) {
        return Fraction.of(millionths, ONE);
    }

    static Fraction read(String millionths) {
        return read(new BigInteger(millionths));
    }
}
