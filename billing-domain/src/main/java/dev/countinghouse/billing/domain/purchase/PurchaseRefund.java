package dev.countinghouse.billing.domain.purchase;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.time.Instant;

/**
 * A part of a purchase's price that is given back for credits that were left. The credits are gone when it is asked for, and
 * come back if the provider refuses.
 *
 * @param key under which the provider is asked
 * @param refusal why nothing was given back; empty unless it was refused
 */
public record PurchaseRefund(RefundId id, PaymentKey key, Money amount, State state, String refusal, Instant askedAt) {

    public enum State {
        /** The provider has not answered. */
        REQUESTED,
        DONE,
        REFUSED
    }

    public PurchaseRefund {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("refund " + id + " is of " + amount + ", it must be above 0");
        }
    }

    public boolean isOpen() {
        return state == State.REQUESTED;
    }

    PurchaseRefund done() {
        return new PurchaseRefund(id, key, amount, State.DONE, "", askedAt);
    }

    PurchaseRefund refused(String reason) {
        return new PurchaseRefund(id, key, amount, State.REFUSED, reason, askedAt);
    }
}
