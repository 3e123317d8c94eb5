package dev.countinghouse.billing.domain.money;

import java.math.BigDecimal;

/** Reads decimal digits as they are written, and refuses what would be too large to compute with before it does harm. */
final class DecimalText {

    /** Digits accepted on either side of the decimal point: beyond that a text is an attack or a mistake, not a number. */
    private static final int MAX_DIGITS = 40;

    /** Longer than any text within those digits. Reading takes the square of the length, so it is checked before. */
    private static final int MAX_LENGTH = 128;

    private DecimalText() {}

    static BigDecimal read(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("'" + abbreviated(text) + "' has " + text.length()
                    + " characters, a number has at most " + MAX_DIGITS + " digits before or after the decimal point");
        }
        BigDecimal decimal;
        try {
            decimal = new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "'" + abbreviated(text) + "' is not a decimal number, write for example 12 or 0.05");
        }
        requireFewDigits(decimal, text);
        return decimal;
    }

    /** A few characters can stand for a number that fills the memory: 1e999999999. */
    static void requireFewDigits(BigDecimal decimal, Object shownAs) {
        if (decimal.scale() > MAX_DIGITS || (long) decimal.precision() - decimal.scale() > MAX_DIGITS) {
            throw new IllegalArgumentException("'" + abbreviated(shownAs.toString()) + "' has more than " + MAX_DIGITS
                    + " digits before or after the decimal point");
        }
    }

    private static String abbreviated(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
