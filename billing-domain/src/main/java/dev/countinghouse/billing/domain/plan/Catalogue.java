package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything a seller publishes together: meters, plans, coupons and one-time products, consistent with each other. */
public record Catalogue(
        SortedMap<MeterKey, Meter> meters,
        SortedMap<PlanKey, PlanVersion> plans,
        SortedMap<CouponKey, Coupon> coupons,
        SortedMap<ProductKey, Product> products) {

    public static final Catalogue EMPTY =
            new Catalogue(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public Catalogue {
        meters = Collections.unmodifiableSortedMap(new TreeMap<>(meters));
        plans = Collections.unmodifiableSortedMap(new TreeMap<>(plans));
        coupons = Collections.unmodifiableSortedMap(new TreeMap<>(coupons));
        products = Collections.unmodifiableSortedMap(new TreeMap<>(products));
        for (PlanVersion plan : plans.values()) {
            CatalogueRules.check(plan, meters, plans.keySet());
        }
    }

    public Optional<PlanVersion> plan(PlanKey key) {
        return Optional.ofNullable(plans.get(key));
    }

    public Optional<Meter> meter(MeterKey key) {
        return Optional.ofNullable(meters.get(key));
    }
}
