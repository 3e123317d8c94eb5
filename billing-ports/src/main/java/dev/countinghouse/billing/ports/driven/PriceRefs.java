package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import java.util.List;
import java.util.Optional;

/**
 * What the provider that invoices calls the prices of plan versions and the coupons. Like catalogues they belong to no
 * account; everybody reads them, the system writes them. None is ever taken away: subscriptions may be on any version.
 */
public interface PriceRefs {

    /** @param meter empty for a fee */
    record PriceRef(PlanVersionId plan, ChargeKey charge, String product, String price, Optional<String> meter) {}

    /** @param terms what it takes off, for people */
    record CouponRef(CouponKey coupon, String reference, String terms) {}

    /** In the place of what was known of the same charge of the same version. */
    void put(PriceRef ref);

    /** In the place of what was known of the coupon. */
    void put(CouponRef ref);

    /** Of one version, by charge. */
    List<PriceRef> of(PlanVersionId plan);

    /** All of them, by plan, version and charge. */
    List<PriceRef> prices();

    /** All of them, by key. */
    List<CouponRef> coupons();
}
