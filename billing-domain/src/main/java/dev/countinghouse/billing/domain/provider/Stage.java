package dev.countinghouse.billing.domain.provider;

import java.time.Instant;
import java.util.List;

/**
 * What a subscription at the provider is for, from an instant until the next stage.
 *
 * @param items by price, each price once
 * @param newPeriod whether a billing period begins with it, whatever was left of the one before
 */
public record Stage(Instant from, List<PricedItem> items, boolean newPeriod) {

    public Stage {
        items = PricedItem.sum(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing is priced from " + from + " on, a subscription at the provider needs at least one price");
        }
    }
}
