package dev.countinghouse.billing.domain.ledger;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * So many credits of a unit, to twelve decimals; of a currency they are major units. Below 10^26, as the ledger keeps them.
 *
 * <p>Prices have more digits than that. They are rounded once, half up, as totals: what is posted is the rounded total
 * after less the rounded total before, so that a total does not depend on how many postings it came in.
 */
public record Credits(BigDecimal value, CreditUnit unit) implements Comparable<Credits> {

    public static final int SCALE = 12;

    private static final int DIGITS = 38;

    public Credits {
        if (value.scale() != SCALE) {
            if (value.scale() > SCALE && value.stripTrailingZeros().scale() > SCALE) {
                throw new IllegalArgumentException(
                        value.toPlainString() + " " + unit + " has more than " + SCALE + " decimals");
            }
            value = value.setScale(SCALE, RoundingMode.UNNECESSARY);
        }
        if (value.precision() > DIGITS) {
            throw new IllegalArgumentException(
                    value.toPlainString() + " " + unit + " is out of range, credits stay below 10^26");
        }
    }

    public static Credits zero(CreditUnit unit) {
        return new Credits(BigDecimal.ZERO, unit);
    }

    /** Reads decimal digits, for example {@code parse("0.0375", unit)}; more than twelve decimals are refused. */
    public static Credits parse(String text, CreditUnit unit) {
        Fraction exact = Fraction.parse(text);
        BigDecimal rounded = exact.round(SCALE, RoundingMode.HALF_UP);
        if (!Fraction.of(rounded).equals(exact)) {
            throw new IllegalArgumentException(
                    "'" + text + "' has more than " + SCALE + " decimals, which is what credits are kept to");
        }
        return new Credits(rounded, unit);
    }

    public static Credits of(Money money) {
        return new Credits(new BigDecimal(money.toDecimal()), CreditUnit.of(money.currency()));
    }

    /** Rounds a total half up. Called for totals only, see above. */
    public static Credits rounded(Amount total) {
        return new Credits(total.value().round(SCALE, RoundingMode.HALF_UP), CreditUnit.of(total.currency()));
    }

    /** A share of these credits, rounded down: what is left over is nobody's until the whole is asked for. */
    public Credits share(Fraction part) {
        return new Credits(Fraction.of(value).times(part).round(SCALE, RoundingMode.DOWN), unit);
    }

    public Credits plus(Credits other) {
        return new Credits(value.add(sameUnit(other).value), unit);
    }

    public Credits minus(Credits other) {
        return new Credits(value.subtract(sameUnit(other).value), unit);
    }

    public Credits negate() {
        return new Credits(value.negate(), unit);
    }

    public Credits min(Credits other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Credits max(Credits other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public int signum() {
        return value.signum();
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    /** The same as money of the currency, rounded half up to its minor unit; for what is shown or asked of a card. */
    public Money toMoney(Currency currency) {
        if (!unit.equals(CreditUnit.of(currency))) {
            throw new IllegalArgumentException(this + " is not of currency " + currency.getCurrencyCode());
        }
        return new Amount(Fraction.of(value), currency).settle();
    }

    @Override
    public int compareTo(Credits other) {
        return value.compareTo(sameUnit(other).value);
    }

    /** Without zeros at the end: {@code 0.0375}. */
    public String toDecimal() {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        return toDecimal() + " " + unit;
    }

    private Credits sameUnit(Credits other) {
        if (!unit.equals(other.unit)) {
            throw new IllegalArgumentException("cannot combine " + this + " with " + other + ": the units differ");
        }
        return other;
    }
}
