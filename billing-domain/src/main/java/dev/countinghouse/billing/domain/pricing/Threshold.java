package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import java.util.Currency;
import java.util.List;

/**
 * An event whose {@code property} is above the bound is priced wholly at the higher rate, as LLM providers price long
 * contexts: a request with more than 200,000 input tokens pays more for all of its tokens.
 */
public record Threshold(String property, Fraction bound, Rate rate, Rate rateAbove) implements ChargeModel {

    public Threshold {
        if (property.isBlank()) {
            throw new IllegalArgumentException("property must name the number that is compared, it is blank");
        }
        if (bound.signum() < 0) {
            throw new IllegalArgumentException("bound is " + bound + ", it must not be negative");
        }
        Prices.requireNotNegative("rate", rate);
        Prices.requireNotNegative("rate above the threshold", rateAbove);
        if (!rate.currency().equals(rateAbove.currency())) {
            throw new IllegalArgumentException(
                    "the rates " + rate + " and " + rateAbove + " must have the same currency");
        }
    }

    @Override
    public Needs needs() {
        return Needs.EVENTS;
    }

    @Override
    public Currency currency() {
        return rate.currency();
    }

    @Override
    public List<String> numbers() {
        return List.of(property);
    }

    @Override
    public Amount amount(ChargedUse use, Steps steps) {
        Sums sums = new Sums();
        use.visit(sums::take);
        return Prices.priced("events up to " + bound, sums.upTo, rate, steps)
                .plus(Prices.priced("events above " + bound, sums.above, rateAbove, steps));
    }

    private final class Sums {
        private Fraction upTo = Fraction.ZERO;
        private Fraction above = Fraction.ZERO;

        void take(UsageEvent event, Fraction value, boolean priced) {
            if (!priced) {
                return;
            }
            if (event.data().number(property).orElse(Fraction.ZERO).compareTo(bound) > 0) {
                above = above.plus(value);
            } else {
                upTo = upTo.plus(value);
            }
        }
    }
}
