package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything a seller publishes together: meters, plans, coupons, one-time products and how credits are sold, consistent
 * with each other.
 *
 * @param creditSale empty if no credits are sold
 */
public record Catalogue(
        SortedMap<MeterKey, Meter> meters,
        SortedMap<PlanKey, PlanVersion> plans,
        SortedMap<CouponKey, Coupon> coupons,
        SortedMap<ProductKey, Product> products,
        Optional<CreditSale> creditSale) {

    public static final Catalogue EMPTY =
            new Catalogue(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Optional.empty());

    public Catalogue {
        meters = Collections.unmodifiableSortedMap(new TreeMap<>(meters));
        plans = Collections.unmodifiableSortedMap(new TreeMap<>(plans));
        coupons = Collections.unmodifiableSortedMap(new TreeMap<>(coupons));
        products = Collections.unmodifiableSortedMap(new TreeMap<>(products));
        Set<FeatureKey> features = featuresOf(plans.values());
        for (PlanVersion plan : plans.values()) {
            CatalogueRules.check(plan, meters, plans.keySet(), features);
        }
        LimitRules.check(plans.values());
        if (creditSale.isPresent()) {
            CatalogueRules.check(creditSale.get(), plans.keySet());
        }
    }

    public Catalogue withPlans(SortedMap<PlanKey, PlanVersion> others) {
        return new Catalogue(meters, others, coupons, products, creditSale);
    }

    public Optional<PlanVersion> plan(PlanKey key) {
        return Optional.ofNullable(plans.get(key));
    }

    public Optional<Meter> meter(MeterKey key) {
        return Optional.ofNullable(meters.get(key));
    }

    private static Set<FeatureKey> featuresOf(Collection<PlanVersion> plans) {
        Set<FeatureKey> features = new TreeSet<>();
        plans.forEach(plan -> features.addAll(plan.entitlements().keySet()));
        return features;
    }
}
