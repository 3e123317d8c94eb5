package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import java.util.Currency;
import java.util.Optional;

/**
 * A share of the value of each event (a payment, a transfer), plus a fixed fee per event, within bounds per event.
 *
 * <p>Events are taken in the order of their time. The first {@code freeEvents} cost nothing; of the others, the first
 * {@code freeValue} of their summed value carries no percentage, and an event wholly inside it costs nothing. A refund is
 * an event of negative value: it gives the percentage back, and where it reaches into the free value, that instead.
 *
 * @param percent the share as a rate: 2.9 % is 2.90 USD per 100
 */
public record Percentage(
        Rate percent,
        Amount fee,
        long freeEvents,
        Fraction freeValue,
        Optional<Amount> minimum,
        Optional<Amount> maximum)
        implements ChargeModel {

    public Percentage {
        Prices.requireNotNegative("percent", percent);
        if (freeEvents < 0 || freeValue.signum() < 0) {
            throw new IllegalArgumentException(
                    "free events " + freeEvents + " and free value " + freeValue + " must not be negative");
        }
        requireAmount("fee", fee, percent.currency());
        minimum.ifPresent(amount -> requireAmount("minimum per event", amount, percent.currency()));
        maximum.ifPresent(amount -> requireAmount("maximum per event", amount, percent.currency()));
        if (minimum.isPresent() && maximum.isPresent() && minimum.get().compareTo(maximum.get()) > 0) {
            throw new IllegalArgumentException(
                    "minimum per event " + minimum.get() + " is above the maximum " + maximum.get());
        }
    }

    private static void requireAmount(String field, Amount amount, Currency currency) {
        if (amount.signum() < 0 || !amount.currency().equals(currency)) {
            throw new IllegalArgumentException(field + " is " + amount + ", it must not be negative and be in "
                    + currency + " as the percentage is");
        }
    }

    @Override
    public Needs needs() {
        return Needs.EVENTS;
    }

    @Override
    public Currency currency() {
        return percent.currency();
    }

    @Override
    public ChargeModel prorated(Fraction share) {
        return new Percentage(percent, fee, freeEvents, freeValue.times(share), minimum, maximum);
    }

    @Override
    public Amount amount(ChargedUse use, Steps steps) {
        Walk walk = new Walk(steps);
        use.visit(walk::take);
        return walk.sum;
    }

    /** The position among the free events and the free value while the events pass by. */
    private final class Walk {
        private final Steps steps;
        private long events;
        private Fraction position = Fraction.ZERO;
        private Amount sum = Amount.zero(currency());

        Walk(Steps steps) {
            this.steps = steps;
        }

        void take(UsageEvent event, Fraction value, boolean priced) {
            if (events++ < freeEvents) {
                return;
            }
            Fraction from = position;
            position = position.plus(value);
            Fraction charged = value.minus(freePartOf(position).minus(freePartOf(from)));
            boolean inside = charged.isZero()
                    && (!value.isZero() || from.max(Fraction.ZERO).compareTo(freeValue) < 0);
            if (priced && !inside) {
                charge(event, charged);
            }
        }

        private void charge(UsageEvent event, Fraction charged) {
            Amount amount = bounded(percent.of(charged).plus(fee));
            sum = sum.plus(amount);
            if (steps.wanted()) {
                steps.add(new Step("event " + event.key(), charged, description(), amount));
            }
        }
    }

    private Fraction freePartOf(Fraction summedValue) {
        return summedValue.max(Fraction.ZERO).min(freeValue);
    }

    private Amount bounded(Amount amount) {
        Amount raised = minimum.isPresent() ? amount.max(minimum.get()) : amount;
        return maximum.isPresent() ? raised.min(maximum.get()) : raised;
    }

    private String description() {
        return Prices.percent(percent) + (fee.isZero() ? "" : " + " + fee);
    }
}
