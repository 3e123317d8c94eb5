package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Every unit at the rate of the tier it falls into. A tier's fee is due once, when the tier is entered; the first tier is
 * entered at zero units unless {@code feeAtZero} is off.
 *
 * <p>This is the hottest model, so bounds and prices are also kept as whole numbers over one denominator; where a result
 * would overflow a {@code long}, the exact path takes over with the same result.
 */
public final class Graduated implements ChargeModel {

    private final Tiers tiers;
    private final boolean feeAtZero;
    private final Tiers.Scaled scaled;

    public Graduated(Tiers tiers, boolean feeAtZero) {
        this.tiers = tiers;
        this.feeAtZero = feeAtZero;
        this.scaled = tiers.scaled();
    }

    public Tiers tiers() {
        return tiers;
    }

    public boolean feeAtZero() {
        return feeAtZero;
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
        return new Graduated(tiers.prorated(share), feeAtZero);
    }

    @Override
    public Amount amount(ChargedUse use, Steps steps) {
        if (!steps.wanted() && scaled.usable()) {
            long before = use.before().wholeOr(-1);
            long quantity = use.quantity().wholeOr(-1);
            if (before >= 0 && quantity >= 0 && before + quantity >= 0) {
                long sum = scaledSum(before, before + quantity, use.fresh());
                if (sum >= 0) {
                    return new Amount(Fraction.of(sum, scaled.denominator()), currency());
                }
            }
        }
        return tiers.graduated(use, feeAtZero, Rate::toString, steps);
    }

    /** The amount over the common denominator, or -1 if it does not fit. */
    private long scaledSum(long before, long after, boolean fresh) {
        long[] from = scaled.from();
        boolean entersFirst = feeAtZero ? fresh : before == 0 && after > 0;
        long sum = entersFirst ? scaled.fee()[0] : 0;
        for (int i = 0; i < from.length && (i == 0 || after > from[i]); i++) {
            long low = Math.max(before, from[i]);
            long high = i + 1 < from.length ? Math.min(after, from[i + 1]) : after;
            long units = Math.max(0, high - low);
            long price = scaled.price()[i];
            long fee = i > 0 && before <= from[i] ? scaled.fee()[i] : 0;
            long cost = units * price;
            if (Math.multiplyHigh(units, price) != 0 || cost < 0) {
                return -1;
            }
            sum += cost;
            if (sum < 0) {
                return -1;
            }
            sum += fee;
            if (sum < 0) {
                return -1;
            }
        }
        return sum;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Graduated that && feeAtZero == that.feeAtZero && tiers.equals(that.tiers);
    }

    @Override
    public int hashCode() {
        return tiers.hashCode() * 31 + Boolean.hashCode(feeAtZero);
    }

    @Override
    public String toString() {
        return "Graduated[" + tiers + ", feeAtZero=" + feeAtZero + "]";
    }
}
