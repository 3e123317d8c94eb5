package dev.countinghouse.adapter.stripe;

import com.stripe.model.Coupon;
import com.stripe.param.CouponCreateParams;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.Coupon.Discount;
import dev.countinghouse.billing.domain.provider.ProviderCoupon;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found.State;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Coupons under ids of ours, in which their terms are: one of other terms is another. */
final class StripeCoupons {

    private final StripeConnection stripe;

    StripeCoupons(StripeConnection stripe) {
        this.stripe = stripe;
    }

    List<Found> find(List<ProviderCoupon> wanted) {
        return wanted.stream().flatMap(coupon -> find(coupon).stream()).toList();
    }

    private Optional<Found> find(ProviderCoupon wanted) {
        String id = StripeIds.coupon(wanted);
        try {
            return Optional.of(found(
                    wanted, stripe.ask("read coupon " + id, v1 -> v1.coupons().retrieve(id))));
        } catch (StripeRefusal refusal) {
            if (refusal.isMissing()) {
                return Optional.empty();
            }
            throw StripeConnection.unexpected("read coupon " + id, refusal);
        }
    }

    private static Found found(ProviderCoupon wanted, Coupon coupon) {
        return new Found(ProviderItem.key(wanted), coupon.getId(), wanted.terms(), State.ACTIVE);
    }

    Found put(ProviderCoupon coupon) {
        return find(coupon).orElseGet(() -> create(coupon));
    }

    private Found create(ProviderCoupon coupon) {
        String id = StripeIds.coupon(coupon);
        CouponCreateParams params = params(coupon, id);
        try {
            return found(
                    coupon,
                    stripe.make(
                            "make coupon " + id,
                            StripeIds.call("coupon", id),
                            Optional::empty,
                            (v1, once) -> v1.coupons().create(params, once)));
        } catch (StripeRefusal refusal) {
            // somebody was faster
            return find(coupon).orElseThrow(() -> StripeConnection.unexpected("make coupon " + id, refusal));
        }
    }

    private static CouponCreateParams params(ProviderCoupon coupon, String id) {
        CouponCreateParams.Builder params = CouponCreateParams.builder()
                .setId(id)
                .setName(coupon.name())
                .setDuration(coupon.forever() ? CouponCreateParams.Duration.FOREVER : CouponCreateParams.Duration.ONCE)
                .putMetadata(Metadata.TERMS, coupon.terms());
        if (coupon.discount() instanceof Discount.PercentOff percent) {
            params.setPercentOff(new BigDecimal(percent.percent().toDecimal()));
        } else if (coupon.discount() instanceof Discount.AmountOff off) {
            Money amount = off.amount();
            params.setAmountOff(StripeAmounts.of(amount)).setCurrency(StripeAmounts.currency(amount.currency()));
        }
        return params.build();
    }
}
