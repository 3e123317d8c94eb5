package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.provider.ProviderCatalogue;
import dev.countinghouse.billing.domain.provider.ProviderCoupon;
import dev.countinghouse.billing.domain.provider.ProviderDiff;
import dev.countinghouse.billing.domain.provider.ProviderDiff.Action;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found.State;
import dev.countinghouse.billing.domain.provider.ProviderItem.Kind;
import dev.countinghouse.billing.domain.provider.ProviderPrice;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.driven.PriceRefs;
import dev.countinghouse.billing.ports.driven.PriceRefs.CouponRef;
import dev.countinghouse.billing.ports.driven.PriceRefs.PriceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of provisioning: what is wanted, what was found, and what came of it. */
final class Provisioning {

    private final PriceGateway gateway;
    private final List<ProviderPrice> prices;
    private final ProviderCatalogue wanted;
    private final Map<String, ProviderPrice> byTerms = new LinkedHashMap<>();
    private final Map<ProviderItem.Key, Found> there = new HashMap<>();
    private final ProviderDiff diff;

    /**
     * @param older prices of versions that are not sold any more and that the provider does not have; one of the same terms
     *     as another of the charge is the same price
     * @param known coupons that were put before
     */
    Provisioning(PriceGateway gateway, ProviderCatalogue sold, List<ProviderPrice> older, List<CouponRef> known) {
        this.gateway = gateway;
        this.prices = Stream.concat(sold.prices().stream(), older.stream()).toList();
        prices.forEach(price -> byTerms.putIfAbsent(terms(price), price));
        this.wanted = new ProviderCatalogue(List.copyOf(byTerms.values()), sold.coupons());
        gateway.find(wanted).forEach(found -> there.put(found.key(), found));
        List<Found> found = new ArrayList<>(there.values());
        known.stream()
                .map(ref -> new Found(
                        new ProviderItem.Key(Kind.COUPON, ref.coupon().value()),
                        ref.reference(),
                        ref.terms(),
                        State.ACTIVE))
                // what other terms were given before; the same ones that are not there have to be made
                .filter(ref -> !there.containsKey(ref.key()) && !isWanted(ref))
                .forEach(found::add);
        this.diff = ProviderDiff.between(wanted, found);
    }

    private boolean isWanted(Found coupon) {
        return wanted.coupons().stream()
                .map(ProviderItem::of)
                .anyMatch(item -> item.key().equals(coupon.key()) && item.text().equals(coupon.text()));
    }

    private static String terms(ProviderPrice price) {
        return price.product() + " " + price.terms();
    }

    ProviderDiff diff() {
        return diff;
    }

    void run() {
        Map<ProviderItem.Key, Supplier<Found>> puts = puts();
        Set<ProviderItem.Key> changed = diff.changes().stream()
                .filter(change -> change.action() != Action.UNCHANGED)
                .map(ProviderDiff.Change::key)
                .collect(Collectors.toSet());
        puts.forEach((key, put) -> {
            if (changed.contains(key)) {
                there.put(key, put.get());
            }
        });
    }

    /** In the order in which things can be made. */
    private Map<ProviderItem.Key, Supplier<Found>> puts() {
        Map<ProviderItem.Key, Supplier<Found>> puts = new LinkedHashMap<>();
        wanted.meters().forEach(meter -> puts.put(ProviderItem.meterKey(meter), () -> gateway.put(meter)));
        wanted.products().forEach(price -> puts.put(ProviderItem.productKey(price), () -> gateway.putProduct(price)));
        wanted.prices().forEach(price -> puts.put(ProviderItem.key(price), () -> gateway.put(price)));
        wanted.coupons().forEach(coupon -> puts.put(ProviderItem.key(coupon), () -> gateway.put(coupon)));
        return puts;
    }

    /** After a run: what the provider calls all of it. */
    void write(PriceRefs refs) {
        prices.forEach(price -> refs.put(ref(price)));
        for (ProviderCoupon coupon : wanted.coupons()) {
            Found found = there(ProviderItem.key(coupon));
            refs.put(new CouponRef(coupon.key(), found.reference(), found.text()));
        }
    }

    private PriceRef ref(ProviderPrice price) {
        ProviderPrice same = byTerms.getOrDefault(terms(price), price);
        return new PriceRef(
                price.plan(),
                price.charge(),
                there(ProviderItem.productKey(same)).reference(),
                there(ProviderItem.key(same)).reference(),
                same.meter().map(meter -> there(ProviderItem.meterKey(meter)).reference()));
    }

    private Found there(ProviderItem.Key key) {
        Found found = there.get(key);
        if (found == null) {
            throw new IllegalStateException("there should be " + key + " at the provider by now");
        }
        return found;
    }
}
