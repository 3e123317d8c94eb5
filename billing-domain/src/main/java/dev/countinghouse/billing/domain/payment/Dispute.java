package dev.countinghouse.billing.domain.payment;

import dev.countinghouse.billing.domain.money.Money;
import java.time.Instant;

/**
 * The customer has asked his bank for the money back, and the bank has taken it until it is decided who is right. A mere
 * inquiry, which takes nothing, is none.
 *
 * @param reason in the provider's words, such as {@code fraudulent}
 */
public record Dispute(State state, Money amount, String reason, Instant openedAt) {

    /** Who has the money. */
    public enum State {
        /** The bank, for now. */
        OPEN,
        /** We have it back. */
        WON,
        /** The customer, for good. */
        LOST
    }

    public Dispute {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("a dispute is about " + amount + ", it must be about more than 0");
        }
    }

    public static Dispute open(Money amount, String reason, Instant at) {
        return new Dispute(State.OPEN, amount, reason, at);
    }

    public Dispute closed(boolean won) {
        return new Dispute(won ? State.WON : State.LOST, amount, reason, openedAt);
    }

    /** Whether we do not have the money. */
    public boolean withholdsMoney() {
        return state != State.WON;
    }
}
