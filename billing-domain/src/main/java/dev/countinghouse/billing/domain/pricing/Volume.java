package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.Currency;

/**
 * All units at the rate of the tier that the period's total ends in, plus that tier's fee. After a plan change in
 * mid-period the total picks the tier, and only the units since the change are priced.
 */
public record Volume(Tiers tiers, boolean feeAtZero) implements ChargeModel {

    @Override
    public Needs needs() {
        return Needs.QUANTITY;
    }

    @Override
    public Currency currency() {
        return tiers.currency();
    }

    @Override
    public ChargeModel prorated(Fraction share) {
        return new Volume(tiers.prorated(share), feeAtZero);
    }

    @Override
    public Amount amount(ChargedUse use, Steps steps) {
        Fraction total = use.before().plus(use.quantity());
        int index = tiers.indexOf(total);
        Amount sum = Prices.priced(
                tiers.name(index), use.quantity(), tiers.get(index).rate(), steps);
        boolean entered = use.fresh() || !inAnyTier(use.before()) || index > tiers.indexOf(use.before());
        return entered && inAnyTier(total) ? sum.plus(tiers.fee(index, steps)) : sum;
    }

    private boolean inAnyTier(Fraction quantity) {
        return feeAtZero || quantity.signum() > 0;
    }
}
