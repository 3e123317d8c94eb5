package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Rate;
import java.util.Currency;

/** The same rate for every unit. */
public record PerUnit(Rate rate) implements ChargeModel {

    public PerUnit {
        Prices.requireNotNegative("rate", rate);
    }

    @Override
    public Needs needs() {
        return Needs.QUANTITY;
    }

    @Override
    public Currency currency() {
        return rate.currency();
    }

    @Override
    public Amount amount(ChargedUse use, Steps steps) {
        return Prices.priced("units", use.quantity(), rate, steps);
    }
}
