package dev.countinghouse.billing.domain.dunning;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.time.Instant;

/**
 * What is given back because credit notes took more off than was left to pay.
 *
 * @param number counts from 1 within the invoice
 * @param payment the payment of which it is given back
 * @param key under which the provider is asked
 * @param refusal why nothing was given back; empty unless it was refused
 */
public record InvoiceRefund(
        int number, PaymentKey payment, PaymentKey key, Money amount, State state, String refusal, Instant askedAt) {

    public enum State {
        /** The provider has not answered. */
        REQUESTED,
        DONE,
        /** The seller has to give it back in another way. */
        REFUSED
    }

    public boolean isOpen() {
        return state == State.REQUESTED;
    }

    InvoiceRefund done() {
        return new InvoiceRefund(number, payment, key, amount, State.DONE, "", askedAt);
    }

    InvoiceRefund refused(String reason) {
        return new InvoiceRefund(number, payment, key, amount, State.REFUSED, reason, askedAt);
    }
}
