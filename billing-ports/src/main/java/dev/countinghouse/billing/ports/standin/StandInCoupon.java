package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.Coupon.Discount;
import java.math.RoundingMode;

/** A coupon as it was put at the stand-in. */
record StandInCoupon(Discount discount, boolean forever) {

    private static final Fraction HUNDRED = Fraction.of(100);

    /** What it takes off; never more than there is, and nothing in another currency. */
    Money off(Money sum) {
        if (discount instanceof Discount.PercentOff percent) {
            Fraction off =
                    Fraction.of(sum.minorUnits()).times(percent.percent()).dividedBy(HUNDRED);
            return new Money(off.round(RoundingMode.HALF_UP).longValueExact(), sum.currency());
        }
        Money amount = ((Discount.AmountOff) discount).amount();
        return amount.currency().equals(sum.currency()) ? amount.min(sum) : Money.zero(sum.currency());
    }
}
