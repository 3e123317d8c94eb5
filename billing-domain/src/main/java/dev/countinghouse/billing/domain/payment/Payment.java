package dev.countinghouse.billing.domain.payment;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * A payment as the provider has it.
 *
 * @param amount that was asked for, more than 0
 * @param refunded what was given back, or is on its way, in all; less again if a bank sends it back
 * @param dispute the last one
 */
public record Payment(
        PaymentId id,
        PaymentKey key,
        AccountId account,
        Money amount,
        PaymentState state,
        Money refunded,
        Optional<Dispute> dispute,
        Instant createdAt) {

    public Payment {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("payment " + key + " is of " + amount + ", it must be more than 0");
        }
        if (refunded.signum() < 0 || refunded.compareTo(amount) > 0) {
            throw new IllegalArgumentException(
                    "of payment " + key + " " + refunded + " are given back, it must be from 0 to " + amount);
        }
        boolean touched = !refunded.isZero() || dispute.isPresent();
        if (touched && !isPaid(state)) {
            throw new IllegalArgumentException(
                    "payment " + key + " is " + state.name() + ", only one that succeeded can be refunded or disputed");
        }
    }

    public static Payment begin(
            PaymentId id, PaymentKey key, AccountId account, Money amount, PaymentState state, Instant now) {
        return new Payment(id, key, account, amount, state, Money.zero(amount.currency()), Optional.empty(), now);
    }

    public boolean isPaid() {
        return isPaid(state);
    }

    private static boolean isPaid(PaymentState state) {
        return state instanceof PaymentState.Succeeded;
    }

    /** What was paid and not given back; 0 if nothing was paid. What a dispute withholds is not taken off. */
    public Money left() {
        return isPaid() ? amount.minus(refunded) : Money.zero(amount.currency());
    }

    public Payment in(PaymentState newState) {
        return new Payment(id, key, account, amount, newState, refunded, dispute, createdAt);
    }

    public Payment refunding(Money more) {
        return new Payment(id, key, account, amount, state, refunded.plus(more), dispute, createdAt);
    }

    public Payment disputed(Dispute newDispute) {
        return new Payment(id, key, account, amount, state, refunded, Optional.of(newDispute), createdAt);
    }
}
