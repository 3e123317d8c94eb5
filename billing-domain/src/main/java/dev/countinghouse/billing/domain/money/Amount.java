package dev.countinghouse.billing.domain.money;

import java.util.Currency;

/** An exact amount of a currency in major units (dollars, not cents), not settled yet: it may have any number of digits. */
public record Amount(Fraction value, Currency currency) implements Comparable<Amount> {

    public static Amount zero(Currency currency) {
        return new Amount(Fraction.ZERO, currency);
    }

    public Amount plus(Amount other) {
        return new Amount(value.plus(sameCurrency(other).value), currency);
    }

    public Amount minus(Amount other) {
        return new Amount(value.minus(sameCurrency(other).value), currency);
    }

    public Amount times(Fraction factor) {
        return new Amount(value.times(factor), currency);
    }

    public Amount negate() {
        return new Amount(value.negate(), currency);
    }

    public Amount max(Amount other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Amount min(Amount other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public boolean isZero() {
        return value.isZero();
    }

    public int signum() {
        return value.signum();
    }

    /** Rounds half up to whole minor units. Called once per invoice line and nowhere else. */
    public Money settle() {
        return new Money(value.roundHalfUp(Money.minorUnitsPerMajor(currency)), currency);
    }

    @Override
    public int compareTo(Amount other) {
        return value.compareTo(sameCurrency(other).value);
    }

    @Override
    public String toString() {
        return value + " " + currency.getCurrencyCode();
    }

    private Amount sameCurrency(Amount other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot combine " + this + " with " + other + ": the currencies differ");
        }
        return other;
    }
}
