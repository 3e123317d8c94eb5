package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.PlanVersionId;

/** What the provider calls that of a catalogue which he has been given. */
public interface References {

    PriceReference price(PlanVersionId plan, ChargeKey charge);

    CouponReference coupon(Coupon coupon);
}
