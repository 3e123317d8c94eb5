package dev.countinghouse.adapter.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.DisputeListParams;
import com.stripe.param.RefundListParams;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.ports.driven.PaymentRefs.Ref;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Payments as they are, with what of them was given back or is disputed, whoever did it. */
final class StripeMoneyBack {

    private static final Set<String> CAME_BACK = Set.of("failed", "canceled");

    private final StripeConnection stripe;

    StripeMoneyBack(StripeConnection stripe) {
        this.stripe = stripe;
    }

    Payment payment(Ref ref, PaymentIntent intent, PaymentState state) {
        Payment payment = Payment.begin(
                new PaymentId(intent.getId()),
                ref.key(),
                ref.account(),
                StripeAmounts.money(intent.getAmount(), intent.getCurrency()),
                state,
                Instant.ofEpochSecond(intent.getCreated()));
        return payment.isPaid() ? added(payment, intent) : payment;
    }

    private Payment added(Payment payment, PaymentIntent intent) {
        Charge charge = intent.getLatestChargeObject();
        if (charge == null) {
            return payment;
        }
        Payment result = payment;
        if (charge.getAmountRefunded() != null && charge.getAmountRefunded() > 0) {
            for (Refund refund : refunds(intent.getId())) {
                result = CAME_BACK.contains(refund.getStatus())
                        ? result
                        : result.refunding(StripeAmounts.money(refund.getAmount(), refund.getCurrency()));
            }
        }
        return Boolean.TRUE.equals(charge.getDisputed())
                ? dispute(payment).map(result::disputed).orElse(result)
                : result;
    }

    /** All of a payment, those that came back too. */
    List<Refund> refunds(String intent) {
        RefundListParams.Builder params =
                RefundListParams.builder().setPaymentIntent(intent).setLimit(100L);
        return stripe.list("list refunds of payment " + intent, params::setStartingAfter, v1 -> v1.refunds()
                        .list(params.build()))
                .toList();
    }

    /** The last; a payment has few. */
    private Optional<Dispute> dispute(Payment payment) {
        DisputeListParams params = DisputeListParams.builder()
                .setPaymentIntent(payment.id().value())
                .setLimit(100L)
                .build();
        return stripe
                .get("list disputes of payment " + payment.id(), v1 -> v1.disputes()
                        .list(params))
                .getData()
                .stream()
                .sorted(Comparator.comparing(com.stripe.model.Dispute::getCreated)
                        .reversed())
                .flatMap(each -> read(each, payment).stream())
                .findFirst();
    }

    private static Optional<Dispute> read(com.stripe.model.Dispute dispute, Payment payment) {
        return state(dispute)
                .map(state -> new Dispute(
                        state,
                        amount(dispute, payment),
                        dispute.getReason() == null ? "general" : dispute.getReason(),
                        Instant.ofEpochSecond(dispute.getCreated())));
    }

    /** A bank may dispute in the cardholder's currency; what it has is the payment then. */
    private static Money amount(com.stripe.model.Dispute dispute, Payment payment) {
        Money amount = StripeAmounts.money(dispute.getAmount(), dispute.getCurrency());
        return amount.currency().equals(payment.amount().currency()) ? amount : payment.amount();
    }

    /** Empty for inquiries, which take nothing: {@code warning_…}. */
    private static Optional<Dispute.State> state(com.stripe.model.Dispute dispute) {
        return switch (dispute.getStatus()) {
            case "needs_response", "under_review" -> Optional.of(Dispute.State.OPEN);
            case "won" -> Optional.of(Dispute.State.WON);
            case "lost" -> Optional.of(Dispute.State.LOST);
            // settled by an agreement of the banks before it became one: the money may be gone all the same
            case "prevented" -> hasTakenMoney(dispute) ? Optional.of(Dispute.State.LOST) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean hasTakenMoney(com.stripe.model.Dispute dispute) {
        List<BalanceTransaction> moved = dispute.getBalanceTransactions();
        return moved != null
                && moved.stream().mapToLong(BalanceTransaction::getAmount).sum() < 0;
    }
}
