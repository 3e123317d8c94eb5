package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.provider.CouponReference;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.References;
import dev.countinghouse.billing.ports.driven.PriceRefs;
import dev.countinghouse.billing.ports.driven.PriceRefs.CouponRef;
import dev.countinghouse.billing.ports.driven.PriceRefs.PriceRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What provisioning has written down. Read in a transaction, each version once. */
final class ProvisionedReferences implements References {

    /** The provider has not been given something yet. */
    static final class MissingException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MissingException(String what) {
            super("the provider has no " + what + " yet: provision the catalogue");
        }
    }

    private final PriceRefs refs;
    private final Map<PlanVersionId, List<PriceRef>> known = new HashMap<>();

    ProvisionedReferences(PriceRefs refs) {
        this.refs = refs;
    }

    @Override
    public PriceReference price(PlanVersionId plan, ChargeKey charge) {
        return known.computeIfAbsent(plan, refs::of).stream()
                .filter(ref -> ref.charge().equals(charge))
                .findFirst()
                .map(ref -> new PriceReference(ref.price()))
                .orElseThrow(() -> new MissingException("price for charge " + charge + " of plan " + plan));
    }

    @Override
    public CouponReference coupon(Coupon coupon) {
        return refs.coupons().stream()
                .filter(ref -> ref.coupon().equals(coupon.key()))
                .findFirst()
                .map(CouponRef::reference)
                .map(CouponReference::new)
                .orElseThrow(() -> new MissingException("coupon " + coupon.key()));
    }
}
