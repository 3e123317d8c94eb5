package dev.countinghouse.billing.domain.dunning;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import java.time.Instant;
import java.util.Optional;

/**
 * One payment that was asked for.
 *
 * @param number counts from 1 within the invoice
 * @param key under which the provider is asked
 * @param customerPresent whether the customer asked for it himself
 * @param state empty until the provider has answered
 * @param refunded what was given back of it, whoever did that
 */
public record PaymentTry(
        int number,
        PaymentKey key,
        Money amount,
        boolean customerPresent,
        Instant at,
        Optional<PaymentState> state,
        Money refunded,
        Optional<Dispute> dispute) {

    static PaymentTry begin(int number, PaymentKey key, Money amount, boolean customerPresent, Instant at) {
        return new PaymentTry(
                number,
                key,
                amount,
                customerPresent,
                at,
                Optional.empty(),
                Money.zero(amount.currency()),
                Optional.empty());
    }

    PaymentTry as(Payment payment) {
        if (isDecided() && !state.equals(Optional.of(payment.state()))) {
            throw new IllegalStateException(
                    "payment " + key + " was " + state.orElseThrow().name() + ", it cannot become "
                            + payment.state().name());
        }
        return new PaymentTry(
                number,
                key,
                amount,
                customerPresent,
                at,
                Optional.of(payment.state()),
                payment.refunded(),
                payment.dispute());
    }

    public boolean hasSucceeded() {
        return state.filter(PaymentState.Succeeded.class::isInstance).isPresent();
    }

    public Optional<PaymentState.Failed> failure() {
        return state.filter(PaymentState.Failed.class::isInstance).map(PaymentState.Failed.class::cast);
    }

    public boolean isDecided() {
        return hasSucceeded() || failure().isPresent();
    }

    /** What it brought in, before anything was given back. */
    Money received() {
        return hasSucceeded() ? amount : Money.zero(amount.currency());
    }
}
