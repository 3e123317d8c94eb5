package dev.countinghouse.app.rest.body;

import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.money.Fraction;

/** Numbers as the API writes them: decimal digits in a text, so that no client reads them through a binary float. */
public final class Decimals {

    private Decimals() {}

    public static String text(Fraction value) {
        return value.toDecimal();
    }

    /** @throws ProblemException naming the field */
    public static Fraction parse(String field, String text) {
        try {
            return Fraction.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.invalid(field, "is '" + text + "', it must be a decimal number such as 12.5");
        }
    }
}
