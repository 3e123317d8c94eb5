package dev.countinghouse.billing.domain.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the provider needs in order to invoice what a catalogue sells.
 *
 * @param prices those of what is sold first, then those of older versions of plans
 */
public record ProviderCatalogue(List<ProviderPrice> prices, List<ProviderCoupon> coupons) {

    public static final ProviderCatalogue EMPTY = new ProviderCatalogue(List.of(), List.of());

    public ProviderCatalogue {
        prices = List.copyOf(prices);
        coupons = List.copyOf(coupons);
    }

    /** Each once, in the order in which they can be made: a price needs its product and its meter. */
    public Stream<ProviderItem> items() {
        return Stream.of(
                        meters().map(ProviderItem::of),
                        products().map(ProviderItem::productOf),
                        prices.stream().map(ProviderItem::of),
                        coupons.stream().map(ProviderItem::of))
                .flatMap(items -> items)
                .distinct();
    }

    /** The first price of each product: it says what the product is called now. */
    public Stream<ProviderPrice> products() {
        Map<String, ProviderPrice> first = new LinkedHashMap<>();
        prices.forEach(price -> first.putIfAbsent(price.product(), price));
        return first.values().stream();
    }

    public Stream<ProviderMeter> meters() {
        return prices.stream().flatMap(price -> price.meter().stream()).distinct();
    }
}
