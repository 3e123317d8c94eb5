package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.Currency;
import java.util.List;

/**
 * The event says what it costs: the amount under {@code property} in major units of the currency, times a multiplier
 * (1.2 passes a provider's cost on with a margin of 20 % on top).
 */
public record Dynamic(Currency currency, String property, Fraction multiplier) implements ChargeModel {

    public Dynamic {
        if (property.isBlank()) {
            throw new IllegalArgumentException("property must name the amount in the event, it is blank");
        }
        if (multiplier.signum() < 0) {
            throw new IllegalArgumentException("multiplier is " + multiplier + ", it must not be negative");
        }
    }

    @Override
    public Needs needs() {
        return Needs.EVENTS;
    }

    @Override
    public List<String> numbers() {
        return List.of(property);
    }

    @Override
    public Amount amount(ChargedUse use, Steps steps) {
        Sum sum = new Sum();
        use.visit(sum::take);
        Amount amount = new Amount(sum.amounts.times(multiplier), currency);
        if (steps.wanted() && sum.events > 0) {
            steps.add(
                    new Step("amounts of " + sum.events + " events", sum.amounts, "multiplier " + multiplier, amount));
        }
        return amount;
    }

    private final class Sum {
        private long events;
        private Fraction amounts = Fraction.ZERO;

        void take(UsageEvent event, Fraction value, boolean priced) {
            if (priced) {
                amounts = amounts.plus(event.data().number(property).orElse(Fraction.ZERO));
                events++;
            }
        }
    }
}
