package dev.countinghouse.billing.domain.dunning;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What came in for an invoice, what was taken off it and what was given back.
 *
 * @param credited what credit notes have taken off since it was issued
 * @param tries in the order in which they were begun
 */
public record Receipts(
        Money credited, List<PaymentTry> tries, List<InvoiceRefund> refunds, Optional<OutsidePayment> outside) {

    public Receipts {
        tries = List.copyOf(tries);
        refunds = List.copyOf(refunds);
    }

    static Receipts none(Money zero) {
        return new Receipts(zero, List.of(), List.of(), Optional.empty());
    }

    /** What has come in, before anything was given back. */
    public Money received() {
        Money first = outside.map(OutsidePayment::amount).orElseGet(this::nothing);
        return tries.stream().map(PaymentTry::received).reduce(first, Money::plus);
    }

    /** What was given back, by us or in the provider's dashboard. */
    public Money refunded() {
        return tries.stream().map(PaymentTry::refunded).reduce(nothing(), Money::plus);
    }

    private Money nothing() {
        return Money.zero(credited.currency());
    }

    public Optional<PaymentTry> last() {
        return tries.isEmpty() ? Optional.empty() : Optional.of(tries.get(tries.size() - 1));
    }

    /** The payment that the provider has not decided; at most one. */
    public Optional<PaymentTry> undecided() {
        return last().filter(last -> !last.isDecided());
    }

    public Optional<PaymentTry> under(PaymentKey key) {
        return tries.stream().filter(each -> each.key().equals(key)).findFirst();
    }

    /** Whether the provider has something to answer. */
    public boolean isAsking() {
        return undecided().isPresent() || refunds.stream().anyMatch(InvoiceRefund::isOpen);
    }

    public boolean hasSucceeded() {
        return tries.stream().anyMatch(PaymentTry::hasSucceeded);
    }

    /** Whether a bank is still to decide who gets the money. */
    public boolean isInDispute() {
        return tries.stream()
                .flatMap(each -> each.dispute().stream())
                .anyMatch(dispute -> dispute.state() == Dispute.State.OPEN);
    }

    Receipts trying(PaymentTry next) {
        List<PaymentTry> more = new ArrayList<>(tries);
        more.add(next);
        return new Receipts(credited, more, refunds, outside);
    }

    Receipts follow(Payment payment) {
        return new Receipts(
                credited,
                tries.stream()
                        .map(each -> each.key().equals(payment.key()) ? each.as(payment) : each)
                        .toList(),
                refunds,
                outside);
    }

    Receipts crediting(Money more) {
        return new Receipts(credited.plus(more), tries, refunds, outside);
    }

    Receipts outside(OutsidePayment payment) {
        return new Receipts(credited, tries, refunds, Optional.of(payment));
    }

    /**
     * Asks for what was paid beyond what is asked for by now to be given back. What somebody has given back in the
     * provider's dashboard is not given back again, and what was refused is not asked for again: both are the seller's.
     */
    Receipts givingBack(Debt debt, Instant now) {
        Money kept = debt.amount().minus(credited);
        Money owed = received().minus(kept.signum() > 0 ? kept : nothing()).minus(givenBack());
        Optional<PaymentTry> paid =
                tries.stream().filter(PaymentTry::hasSucceeded).reduce((before, after) -> after);
        Money most = paid.map(PaymentTry::amount).orElseGet(this::nothing).minus(givenBack());
        if (owed.signum() <= 0 || most.signum() <= 0) {
            return this;
        }
        int number = refunds.size() + 1;
        List<InvoiceRefund> more = new ArrayList<>(refunds);
        more.add(new InvoiceRefund(
                number,
                paid.orElseThrow().key(),
                debt.refund(number),
                owed.min(most),
                InvoiceRefund.State.REQUESTED,
                "",
                now));
        return new Receipts(credited, tries, more, outside);
    }

    private Money givenBack() {
        Money refused = sum(InvoiceRefund.State.REFUSED);
        Money asked = sum(InvoiceRefund.State.REQUESTED).plus(sum(InvoiceRefund.State.DONE));
        return refused.plus(asked.compareTo(refunded()) > 0 ? asked : refunded());
    }

    private Money sum(InvoiceRefund.State state) {
        return refunds.stream()
                .filter(refund -> refund.state() == state)
                .map(InvoiceRefund::amount)
                .reduce(nothing(), Money::plus);
    }

    /** @param refusal why the provider did not give it back; empty if he did */
    Receipts refunded(int number, Optional<String> refusal) {
        UnaryOperator<InvoiceRefund> answer =
                refund -> refusal.map(refund::refused).orElseGet(refund::done);
        return new Receipts(
                credited,
                tries,
                refunds.stream()
                        .map(refund -> refund.number() == number && refund.isOpen() ? answer.apply(refund) : refund)
                        .toList(),
                outside);
    }
}
