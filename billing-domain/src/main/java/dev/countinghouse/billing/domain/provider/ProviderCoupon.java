package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.plan.Coupon.Discount;
import dev.countinghouse.billing.domain.plan.CouponKey;

/** A discount at the provider, on one invoice or on all. */
public record ProviderCoupon(CouponKey key, String name, Discount discount, boolean forever) {

    /** Everything about it, none of which is changed once it is made, for people. */
    public String terms() {
        String off = discount instanceof Discount.PercentOff percent
                ? percent.percent() + " %"
                : ((Discount.AmountOff) discount).amount().toString();
        return name + ": " + off + " off " + (forever ? "every invoice" : "one invoice");
    }
}
