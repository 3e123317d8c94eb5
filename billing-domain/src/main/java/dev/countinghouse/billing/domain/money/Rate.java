package dev.countinghouse.billing.domain.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;

/**
 * A published price: {@code price} major units of a currency per {@code per} base units (tokens, seconds, bytes …), for
 * example 3.00 USD per 1,000,000 tokens or 0.0375 USD per 3,600 seconds.
 *
 * <p>The price is kept as the digits that were published; {@code of} multiplies first and divides last, so nothing is
 * lost however small a unit's share is.
 */
public record Rate(BigDecimal price, Currency currency, long per) {

    public Rate {
        if (per <= 0) {
            throw new IllegalArgumentException("per is " + per + ", a rate is per a positive whole number of units");
        }
        DecimalText.requireFewDigits(price, price);
        BigDecimal stripped = price.stripTrailingZeros();
        price = stripped.setScale(Math.max(stripped.scale(), Math.max(0, currency.getDefaultFractionDigits())));
    }

    public static Rate of(String price, Currency currency, long per) {
        return new Rate(DecimalText.read(price), currency, per);
    }

    public Amount of(Fraction quantity) {
        return new Amount(quantity.times(unitPrice()), currency);
    }

    /** The exact price of one base unit. */
    public Fraction unitPrice() {
        return Fraction.of(
                price.unscaledValue(), BigInteger.TEN.pow(price.scale()).multiply(BigInteger.valueOf(per)));
    }

    @Override
    public String toString() {
        return price.toPlainString() + " " + currency.getCurrencyCode() + (per == 1 ? " each" : " per " + per);
    }
}
