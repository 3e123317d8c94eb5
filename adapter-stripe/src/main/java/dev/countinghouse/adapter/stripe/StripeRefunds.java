package dev.countinghouse.adapter.stripe;

import com.stripe.model.Refund;
import com.stripe.param.RefundCreateParams;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.PaymentRefs.Ref;
import dev.countinghouse.billing.ports.driven.RefundOutcome;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Reason;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Refunded;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Refused;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Gives money back under keys. What cannot be is refused here, before Stripe is asked; Stripe refuses where somebody was faster. */
final class StripeRefunds {

    private static final Map<String, Reason> REFUSALS = Map.of(
            "charge_already_refunded", Reason.MORE_THAN_LEFT,
            "amount_too_large", Reason.MORE_THAN_LEFT,
            "charge_disputed", Reason.DISPUTED,
            "refund_disputed_payment", Reason.DISPUTED,
            "payment_intent_unexpected_state", Reason.NOT_PAID);

    private final StripeConnection stripe;
    private final StripePayments payments;
    private final StripeMoneyBack back;
    private final StripeMemory memory;

    StripeRefunds(StripeConnection stripe, StripePayments payments, StripeMoneyBack back, StripeMemory memory) {
        this.stripe = stripe;
        this.payments = payments;
        this.back = back;
        this.memory = memory;
    }

    RefundOutcome refund(PaymentKey key, PaymentKey refundKey, Money amount, Instant now) {
        Ref charge = memory.find(key).orElseThrow(() -> unknown(key));
        Payment payment = payments.find(charge).orElseThrow(() -> unknown(key));
        if (amount.signum() <= 0 || !amount.currency().equals(payment.amount().currency())) {
            throw new IllegalArgumentException("refund " + refundKey + " is of " + amount
                    + ", it must be more than 0 and in the currency of the payment, " + payment.amount());
        }
        StripeMemory.Claim claim = memory.claim(ChargeWish.ofRefund(charge, refundKey, amount, now));
        if (!claim.isNew() && isGranted(claim.ref(), payment)) {
            return new Refunded(payments.find(charge).orElseThrow());
        }
        Optional<Reason> obstacle = obstacle(payment, amount);
        return obstacle.isPresent() ? new Refused(payment, obstacle.get()) : ask(charge, claim.ref(), payment, amount);
    }

    private static IllegalArgumentException unknown(PaymentKey key) {
        return new IllegalArgumentException("there is no payment " + key);
    }

    /** Whether it was, as it is remembered or as Stripe has it. */
    private boolean isGranted(Ref refund, Payment payment) {
        if (refund.reference().isPresent()) {
            return true;
        }
        if (!payment.isPaid()) {
            return false;
        }
        Optional<Refund> made = back.refunds(payment.id().value()).stream()
                .filter(each -> Metadata.of(each, Metadata.KEY)
                        .equals(Optional.of(refund.key().value())))
                .findFirst();
        made.ifPresent(each -> memory.refer(refund, each.getId()));
        return made.isPresent();
    }

    private static Optional<Reason> obstacle(Payment payment, Money amount) {
        if (!payment.isPaid()) {
            return Optional.of(Reason.NOT_PAID);
        }
        if (!StripeAmounts.takes(amount)) {
            return Optional.of(Reason.NOT_AN_AMOUNT);
        }
        if (payment.dispute().filter(Dispute::withholdsMoney).isPresent()) {
            return Optional.of(Reason.DISPUTED);
        }
        return amount.compareTo(payment.left()) > 0 ? Optional.of(Reason.MORE_THAN_LEFT) : Optional.empty();
    }

    private RefundOutcome ask(Ref charge, Ref refund, Payment payment, Money amount) {
        RefundCreateParams params = RefundCreateParams.builder()
                .setPaymentIntent(payment.id().value())
                .setAmount(StripeAmounts.of(amount))
                .putMetadata(Metadata.KEY, refund.key().value())
                .putMetadata(Metadata.ACCOUNT, refund.account().value())
                .build();
        try {
            Refund made = stripe.ask("give back " + amount + " of payment " + payment.id(), v1 -> v1.refunds()
                    .create(params, StripeConnection.once("refund:" + refund.key())));
            memory.refer(refund, made.getId());
            return new Refunded(payments.find(charge).orElseThrow());
        } catch (StripeRefusal refusal) {
            return refused(payments.find(charge).orElseThrow(), refund, amount, refusal);
        }
    }

    /** The payment itself says best why; Stripe repeats a refusal for a day, also after its reason has gone. */
    private static RefundOutcome refused(Payment payment, Ref refund, Money amount, StripeRefusal refusal) {
        return obstacle(payment, amount)
                .or(() -> Optional.ofNullable(REFUSALS.get(refusal.code())))
                .map(reason -> new Refused(payment, reason))
                .orElseThrow(() -> new UnavailableException(
                        "Stripe did not make refund " + refund.key() + ": " + refusal.getMessage(), refusal));
    }
}
