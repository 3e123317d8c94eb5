package dev.countinghouse.billing.domain.provider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One price in a subscription at the provider.
 *
 * @param quantity how many times a fee is taken, which somebody at the provider may have made 0; empty for usage, whose quantity is reported
 */
public record PricedItem(PriceReference price, OptionalLong quantity) {

    public PricedItem {
        if (quantity.isPresent() && quantity.getAsLong() < 0) {
            throw new IllegalArgumentException(
                    "quantity of price " + price + " is " + quantity.getAsLong() + ", it cannot be negative");
        }
    }

    public static PricedItem fee(PriceReference price, long quantity) {
        return new PricedItem(price, OptionalLong.of(quantity));
    }

    public static PricedItem usage(PriceReference price) {
        return new PricedItem(price, OptionalLong.empty());
    }

    /** By price, each once: a provider refuses the same one twice, so what is taken twice is taken in twice the quantity. */
    public static List<PricedItem> sum(Collection<PricedItem> items) {
        Map<PriceReference, PricedItem> sums = new TreeMap<>();
        items.forEach(item -> sums.merge(item.price(), item, PricedItem::plus));
        return List.copyOf(sums.values());
    }

    private PricedItem plus(PricedItem other) {
        if (quantity.isPresent() != other.quantity.isPresent()) {
            throw new IllegalArgumentException("price " + price + " is that of a fee and of usage, it must be of one");
        }
        return quantity.isPresent()
                ? fee(price, Math.addExact(quantity.getAsLong(), other.quantity.getAsLong()))
                : this;
    }
}
