package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** How the provider computes what a charge costs: a fee, or a price of what its meter there has counted in a period. */
public sealed interface PriceScheme {

    /** For people, and the same if and only if the scheme is. */
    String text(Currency currency);

    /** As often as it falls due, whatever was used. */
    record Fee(Money amount) implements PriceScheme {
        @Override
        public String text(Currency currency) {
            return amount.toString();
        }
    }

    /** @param price of one counted unit, in smallest units of the currency */
    record EachUnit(BigDecimal price) implements PriceScheme {

        public EachUnit {
            price = plain(price);
        }

        @Override
        public String text(Currency currency) {
            return each(price, currency);
        }
    }

    /** @param size counted units in a package */
    record EachPackage(Money price, long size, boolean roundDown) implements PriceScheme {
        @Override
        public String text(Currency currency) {
            return price + " for each " + (roundDown ? "full " : "started ") + size;
        }
    }

    /** @param volume whether all units have the price of the tier the total ends in; otherwise each that of its own */
    record Tiered(boolean volume, List<Tier> tiers) implements PriceScheme {

        public Tiered {
            tiers = List.copyOf(tiers);
        }

        @Override
        public String text(Currency currency) {
            return (volume ? "volume: " : "graduated: ")
                    + tiers.stream().map(tier -> tier.text(currency)).collect(Collectors.joining(", "));
        }
    }

    /**
     * @param upTo the last counted unit in it; empty if there is no end
     * @param price of one counted unit, in smallest units of the currency
     * @param fee once, when the tier is entered
     */
    record Tier(OptionalLong upTo, BigDecimal price, Money fee) {

        public Tier {
            price = plain(price);
        }

        String text(Currency currency) {
            return each(price, currency)
                    + (fee.isZero() ? "" : " and " + fee)
                    + (upTo.isPresent() ? " up to " + upTo.getAsLong() : "");
        }
    }

    private static String each(BigDecimal price, Currency currency) {
        return plain(price.movePointLeft(currency.getDefaultFractionDigits())).toPlainString() + " "
                + currency.getCurrencyCode() + " each";
    }

    private static BigDecimal plain(BigDecimal price) {
        BigDecimal stripped = price.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
