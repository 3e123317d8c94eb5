package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * A share of the period's summed value (the volume of payments, in major units of the currency): each part of it at the
 * percentage of the tier it falls into, plus the fees of the tiers entered, as in {@link Graduated}. {@link Percentage}
 * prices every event by itself.
 *
 * @param tiers bounds are values, rates are percentages: 2.9 % is 2.90 USD per 100
 */
public record GraduatedPercentage(Tiers tiers, boolean feeAtZero) implements ChargeModel {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    public GraduatedPercentage {
        for (int i = 0; i < tiers.size(); i++) {
            requirePercentage(i + 1, tiers.get(i).rate());
        }
    }

    private static void requirePercentage(int tier, Rate rate) {
        if (rate.per() != 100) {
            throw new IllegalArgumentException(
                    "tier " + tier + " is priced at " + rate + ", a percentage is a price per 100");
        }
        if (rate.price().compareTo(WHOLE) > 0) {
            throw new IllegalArgumentException(
                    "tier " + tier + " takes " + Prices.percent(rate) + ", it must be between 0 and 100");
        }
    }

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
        return new GraduatedPercentage(tiers.prorated(share), feeAtZero);
    }

    @Override
    public Amount amount(ChargedUse use, Steps steps) {
        return tiers.graduated(use, feeAtZero, Prices::percent, steps);
    }
}
