package dev.countinghouse.billing.domain.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A settled amount: whole minor units of an ISO 4217 currency (cents of USD, yen of JPY, thousandths of BHD).
 *
 * <p>The number of decimals is the one ISO 4217 gives the currency; 10^12 major units fit with room to spare, and an
 * overflow is an error, never a wrap.
 */
public record Money(long minorUnits, Currency currency) implements Comparable<Money> {

    public Money {
        decimals(currency);
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /** Reads major units, for example {@code parse("186.50", USD)}; more decimals than the currency has are refused. */
    public static Money parse(String text, Currency currency) {
        Fraction minorUnits = Fraction.parse(text).times(Fraction.of(minorUnitsPerMajor(currency)));
        if (!minorUnits.isWhole()) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number of minor units of "
                    + currency.getCurrencyCode() + ", which has " + decimals(currency) + " decimals");
        }
        if (minorUnits.numerator().bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("'" + text + "' " + currency.getCurrencyCode()
                    + " is out of range, the most is " + new Money(Long.MAX_VALUE, currency).toDecimal());
        }
        return new Money(minorUnits.numerator().longValue(), currency);
    }

    static long minorUnitsPerMajor(Currency currency) {
        return switch (decimals(currency)) {
            case 0 -> 1;
            case 2 -> 100;
            case 3 -> 1_000;
            default -> BigInteger.TEN.pow(decimals(currency)).longValueExact();
        };
    }

    private static int decimals(Currency currency) {
        int decimals = currency.getDefaultFractionDigits();
        if (decimals < 0) {
            throw new IllegalArgumentException(
                    "currency " + currency.getCurrencyCode() + " has no minor unit and cannot be billed in");
        }
        return decimals;
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    public Money negate() {
        return new Money(Math.negateExact(minorUnits), currency);
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public boolean isZero() {
        return minorUnits == 0;
    }

    public int signum() {
        return Long.signum(minorUnits);
    }

    public Amount exact() {
        return new Amount(Fraction.of(minorUnits, minorUnitsPerMajor(currency)), currency);
    }

    /** Splits this money by weight so that the parts add up to it: see {@link LargestRemainder}. */
    public <K> SortedMap<K, Money> split(SortedMap<K, Fraction> weights) {
        SortedMap<K, Money> parts = new TreeMap<>(weights.comparator());
        LargestRemainder.split(BigInteger.valueOf(minorUnits), weights)
                .forEach((key, units) -> parts.put(key, new Money(units.longValueExact(), currency)));
        return parts;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minorUnits, sameCurrency(other).minorUnits);
    }

    /** Major units with all decimals of the currency, for example {@code 186.50}. */
    public String toDecimal() {
        return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits())
                .toPlainString();
    }

    @Override
    public String toString() {
        return toDecimal() + " " + currency.getCurrencyCode();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot combine " + this + " with " + other + ": the currencies differ");
        }
        return other;
    }
}
