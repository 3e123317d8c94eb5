package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.util.Currency;

/** A fixed fee per billing period, whatever is used. */
public record FlatFee(Money fee) implements ChargeModel {

    public FlatFee {
        if (fee.signum() < 0) {
            throw new IllegalArgumentException("fee is " + fee + ", it must not be negative");
        }
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public Currency currency() {
        return fee.currency();
    }

    @Override
    public Amount amount(ChargedUse use, Steps steps) {
        if (steps.wanted()) {
            steps.add(new Step("fee", Fraction.ONE, fee.toString(), fee.exact()));
        }
        return fee.exact();
    }
}
