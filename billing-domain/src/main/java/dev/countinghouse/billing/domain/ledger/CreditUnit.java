package dev.countinghouse.billing.domain.ledger;

import java.util.Currency;
import java.util.regex.Pattern;

/**
 * What credits are counted in: a currency by its ISO 4217 code, {@code USD}, or a unit of the seller's own, {@code
 * gpu-minutes}. Credits of different units never add up.
 */
public record CreditUnit(String code) implements Comparable<CreditUnit> {

    private static final Pattern FORM = Pattern.compile("[A-Z]{3}|[a-z][a-z0-9_.-]{0,30}");

    public CreditUnit {
        if (!FORM.matcher(code).matches()) {
            throw new IllegalArgumentException("credit unit '" + code
                    + "' is neither a currency like USD nor a key of 1 to 31 of a-z, 0-9, '_', '.' and '-' that begins"
                    + " with a letter");
        }
    }

    public static CreditUnit of(Currency currency) {
        return new CreditUnit(currency.getCurrencyCode());
    }

    @Override
    public int compareTo(CreditUnit other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
