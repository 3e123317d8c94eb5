package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.payment.Payment;
import java.util.function.Function;

/** The answer to a wish to give back money; with the payment as it is now. */
public sealed interface RefundOutcome {

    Payment payment();

    <T> T fold(Function<Refunded, T> refunded, Function<Refused, T> refused);

    /** It is given back, now or by an earlier call under the same key. */
    record Refunded(Payment payment) implements RefundOutcome {
        @Override
        public <T> T fold(Function<Refunded, T> refunded, Function<Refused, T> refused) {
            return refunded.apply(this);
        }
    }

    /** Nothing was given back. */
    record Refused(Payment payment, Reason reason) implements RefundOutcome {
        @Override
        public <T> T fold(Function<Refunded, T> refunded, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }

    /** Why nothing is given back. */
    enum Reason {
        /** Nothing was paid, or not yet. */
        NOT_PAID,
        /** The bank has the money, or the customer: he would get it twice. */
        DISPUTED,
        /** Less of the payment is left than was asked for: {@link Payment#left}. */
        MORE_THAN_LEFT,
        /** The provider takes such amounts in the currency neither one way nor the other. */
        NOT_AN_AMOUNT
    }
}
