package dev.countinghouse.adapter.postgres.document;

import dev.countinghouse.billing.domain.money.Fraction;
import java.math.BigInteger;

/** Fractions as they are stored: exact, as {@code numerator/denominator}. */
public final class FractionText {

    private FractionText() {}

    public static String write(Fraction fraction) {
        return fraction.numerator() + "/" + fraction.denominator();
    }

    public static Fraction read(String text) {
        int slash = text.indexOf('/');
        return Fraction.of(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }
}
