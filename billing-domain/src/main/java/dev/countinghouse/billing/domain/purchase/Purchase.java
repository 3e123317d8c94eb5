package dev.countinghouse.billing.domain.purchase;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A purchase and what has become of it. Stored before the provider is asked, so that nobody is charged for something that
 * nobody knows of.
 *
 * @param payment as the provider last had it; empty until he has answered
 * @param decidedAt when it was found to have succeeded or failed
 * @param refunded what was given back of the price, whoever did it
 * @param refunds those asked for here, the first one first
 * @param withheld credits that are gone because a bank has the money
 * @param disputesWon how often credits were granted again
 * @param revision counts changes: a store keeps one only if it is of the revision that was read
 */
public record Purchase(
        Deal deal,
        Optional<PaymentState> payment,
        Optional<Instant> decidedAt,
        Money refunded,
        List<PurchaseRefund> refunds,
        Optional<Dispute> dispute,
        Optional<Withheld> withheld,
        int disputesWon,
        long revision) {

    public Purchase {
        refunds = List.copyOf(refunds);
        boolean touched = !refunded.isZero() || !refunds.isEmpty() || dispute.isPresent() || withheld.isPresent();
        if (touched && !isPaid(payment)) {
            throw new IllegalArgumentException("purchase " + deal.id() + " of " + deal.account()
                    + " is not paid, only one that is can be given back or disputed");
        }
        if (refunded.signum() < 0 || refunded.compareTo(deal.terms().price()) > 0) {
            throw new IllegalArgumentException("of purchase " + deal.id() + " " + refunded
                    + " are given back, it must be from 0 to " + deal.terms().price());
        }
    }

    public static Purchase begin(Deal deal) {
        Money none = Money.zero(deal.terms().price().currency());
        return new Purchase(
                deal, Optional.empty(), Optional.empty(), none, List.of(), Optional.empty(), Optional.empty(), 0, 1);
    }

    public PurchaseId id() {
        return deal.id();
    }

    public AccountId account() {
        return deal.account();
    }

    public Money price() {
        return deal.terms().price();
    }

    /** The name used in APIs. */
    public String state() {
        return payment.map(PaymentState::name).orElse("requested");
    }

    public boolean isPaid() {
        return isPaid(payment);
    }

    private static boolean isPaid(Optional<PaymentState> payment) {
        return payment.filter(PaymentState.Succeeded.class::isInstance).isPresent();
    }

    /** Whether the payment has succeeded or failed, which it then does for good. */
    public boolean isDecided() {
        return isPaid() || payment.filter(PaymentState.Failed.class::isInstance).isPresent();
    }

    /** Whether the provider has something to answer still. */
    public boolean isOpen() {
        return !isDecided() || refunds.stream().anyMatch(PurchaseRefund::isOpen);
    }

    /** Whether the customer is, or may be, at the page to pay on: what he does there is not known before he has done it. */
    public boolean isAtCheckout() {
        return deal.origin() == Deal.Origin.CHECKOUT && payment.isEmpty();
    }

    /** Whether a bank is still to decide who gets the money. */
    public boolean isInDispute() {
        return dispute.filter(it -> it.state() == Dispute.State.OPEN).isPresent();
    }

    /** What was given back or is about to be. */
    public Money givenBack() {
        return refunds.stream()
                .filter(PurchaseRefund::isOpen)
                .map(PurchaseRefund::amount)
                .reduce(refunded, Money::plus);
    }

    public Optional<PurchaseRefund> refund(RefundId id) {
        return refunds.stream().filter(refund -> refund.id().equals(id)).findFirst();
    }

    /** Whether there is nothing to be done about a payment. */
    public boolean reflects(Payment current) {
        return payment.equals(Optional.of(current.state()))
                && refunded.equals(current.refunded())
                && dispute.equals(current.dispute())
                && !isOpen();
    }

    /** Where the bought credits are, or will be. */
    public GrantId boughtGrant() {
        return new GrantId(place());
    }

    public GrantId bonusGrant() {
        return new GrantId(place() + "/bonus");
    }

    private String place() {
        String first = "purchase/" + id();
        return switch (disputesWon) {
            case 0 -> first;
            case 1 -> first + "/won";
            default -> first + "/won/" + disputesWon;
        };
    }

    /** @throws IllegalStateException if it was decided otherwise: a provider does not change his mind */
    public Purchase in(PaymentState state, Instant at) {
        if (isDecided() && !payment.equals(Optional.of(state))) {
            throw new IllegalStateException(
                    "purchase " + id() + " of " + account() + " is " + state() + ", it cannot become " + state.name());
        }
        boolean decides = state instanceof PaymentState.Succeeded || state instanceof PaymentState.Failed;
        Optional<Instant> decided = decides ? decidedAt.or(() -> Optional.of(at)) : Optional.empty();
        return new Purchase(
                deal, Optional.of(state), decided, refunded, refunds, dispute, withheld, disputesWon, revision);
    }

    Purchase withRefunds(Money total, List<PurchaseRefund> all) {
        return new Purchase(deal, payment, decidedAt, total, all, dispute, withheld, disputesWon, revision);
    }

    Purchase disputed(Optional<Dispute> now) {
        return new Purchase(deal, payment, decidedAt, refunded, refunds, now, withheld, disputesWon, revision);
    }

    Purchase withholding(Withheld credits) {
        return new Purchase(
                deal, payment, decidedAt, refunded, refunds, dispute, Optional.of(credits), disputesWon, revision);
    }

    /** The money is back, and the credits are granted again. */
    Purchase returned() {
        return new Purchase(
                deal, payment, decidedAt, refunded, refunds, dispute, Optional.empty(), disputesWon + 1, revision);
    }

    /** As it is kept after a change. */
    public Purchase revised() {
        return new Purchase(deal, payment, decidedAt, refunded, refunds, dispute, withheld, disputesWon, revision + 1);
    }
}
