package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.billing.domain.money.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Quantities that numbers in events add up to, as columns of type {@code numeric} hold them: exactly. */
public final class Quantities {

    /** The largest scale a number in an event may have. */
    private static final int MOST_DECIMALS = 40;

    private Quantities() {}

    public static BigDecimal decimal(Fraction value) {
        long whole = value.wholeOr(Long.MIN_VALUE);
        return whole != Long.MIN_VALUE
                ? BigDecimal.valueOf(whole)
                : value.round(MOST_DECIMALS, RoundingMode.UNNECESSARY).stripTrailingZeros();
    }

    /** Sums may have more digits than a number in an event. */
    public static Fraction fraction(BigDecimal stored) {
        return stored.scale() > 0
                ? Fraction.of(stored.unscaledValue(), BigInteger.TEN.pow(stored.scale()))
                : Fraction.of(stored.toBigInteger(), BigInteger.ONE);
    }
}
