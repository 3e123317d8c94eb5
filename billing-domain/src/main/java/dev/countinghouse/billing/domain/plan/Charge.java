package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import java.util.Optional;

/**
 * One thing a plan charges for: a fee, or the usage of a meter (of the part of it the filter accepts) under a charge
 * model.
 *
 * @param prorated a fee for part of a period is charged in proportion; usage is never prorated
 */
public record Charge(
        ChargeKey key,
        String name,
        Timing timing,
        boolean prorated,
        Settlement settlement,
        Optional<MeterKey> meter,
        Filter filter,
        ChargeModel model,
        SpendBounds bounds) {

    /** When a charge falls due: at the start of the period it is for, or at its end. */
    public enum Timing {
        ADVANCE,
        ARREARS
    }

    /** Who pays: the invoice, or the account's credits as usage is recorded. */
    public enum Settlement {
        INVOICE,
        CREDITS
    }

    public Charge {
        boolean metered = model.needs() != ChargeModel.Needs.NOTHING;
        if (metered && meter.isEmpty()) {
            throw new IllegalArgumentException("charge " + key + " prices usage and needs a meter");
        }
        if (!metered && meter.isPresent()) {
            throw new IllegalArgumentException(
                    "charge " + key + " is a flat fee and takes no meter, not " + meter.get());
        }
        if (metered && timing == Timing.ADVANCE) {
            throw new IllegalArgumentException("charge " + key + " prices usage, which is known only in arrears");
        }
        if (metered && prorated) {
            throw new IllegalArgumentException("charge " + key + " prices usage, which is never prorated");
        }
        if (!metered && settlement == Settlement.CREDITS) {
            throw new IllegalArgumentException("charge " + key + " is a fee, only usage can be settled with credits");
        }
        bounds.requireCurrency(model.currency(), "charge " + key);
    }

    public boolean isFee() {
        return meter.isEmpty();
    }

    /** Refuses a meter whose usage this charge cannot price, and says why. */
    public void requirePriceable(Meter usage) {
        CatalogueRules.checkCharge("charge " + key, this, usage);
    }
}
