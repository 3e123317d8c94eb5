package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.payment.PaymentState.Failed;
import dev.countinghouse.billing.domain.payment.PaymentState.Processing;
import dev.countinghouse.billing.domain.payment.PaymentState.RequiresAction;
import dev.countinghouse.billing.domain.payment.PaymentState.Succeeded;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Reason;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What the stand-in knows of one payment. Every change of it is a notice.
 *
 * @param refunds keys of those that were granted
 * @param changes the first, numbered 1, is its beginning
 * @param delivered numbers of the changes that somebody has taken notice of
 */
record StandInPayment(
        ChargeOrder order,
        TestMethod method,
        Payment payment,
        SortedSet<PaymentKey> refunds,
        List<Change> changes,
        SortedSet<Integer> delivered)
        implements StandInSubject {

    static final String PAGE = "payment/";

    private static final String ID_PREFIX = "pay_";

    StandInPayment {
        refunds = Collections.unmodifiableSortedSet(new TreeSet<>(refunds));
        changes = List.copyOf(changes);
        delivered = Collections.unmodifiableSortedSet(new TreeSet<>(delivered));
    }

    static PaymentId id(PaymentKey key) {
        return new PaymentId(ID_PREFIX + key);
    }

    /** The key that an id was made of; empty if it was made by somebody else. */
    static Optional<PaymentKey> key(PaymentId id) {
        try {
            return id.value().startsWith(ID_PREFIX)
                    ? Optional.of(new PaymentKey(id.value().substring(ID_PREFIX.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    static StandInPayment begin(ChargeOrder order, TestMethod method, URI pages, Instant now) {
        PaymentState state = method.charged(
                order.customerPresent(),
                () -> URI.create(pages + id(order.key()).value()));
        return begin(order, method, state, now);
    }

    static StandInPayment begin(ChargeOrder order, TestMethod method, PaymentState state, Instant now) {
        PaymentId id = id(order.key());
        Payment payment = Payment.begin(id, order.key(), order.account(), order.amount(), state, now);
        return new StandInPayment(
                order, method, payment, new TreeSet<>(), List.of(change(state, now)), new TreeSet<>());
    }

    /** @throws IllegalArgumentException if it was ordered otherwise */
    Payment answerTo(ChargeOrder again) {
        if (!again.equals(order)) {
            throw new IllegalArgumentException(
                    "payment key " + order.key() + " was used for " + order + ", it cannot be for " + again);
        }
        return payment;
    }

    /** With what has fallen due by an instant, dated by when it did. */
    StandInPayment asOf(Instant now) {
        Optional<Instant> next = scheduledAt().filter(at -> !at.isAfter(now));
        if (next.isEmpty()) {
            return this;
        }
        return payment.state() instanceof Processing ? decided(next.get()) : disputed("fraudulent", next.get());
    }

    private Optional<Instant> scheduledAt() {
        if (payment.state() instanceof Processing) {
            return Optional.of(payment.createdAt().plus(TestMethod.DECIDED_AFTER));
        }
        boolean disputable = payment.dispute().isEmpty() && payment.left().signum() > 0;
        return method == TestMethod.CARD_DISPUTE && disputable
                ? Optional.of(payment.createdAt().plus(TestMethod.DISPUTED_AFTER))
                : Optional.empty();
    }

    /** When there is something to do about it: to deliver a notice, or to have something happen. */
    Optional<Instant> dueAt() {
        return pending().stream().findFirst().map(number -> change(number).at()).or(this::scheduledAt);
    }

    StandInPayment authenticated(boolean succeeds, Instant now) {
        require(payment.state() instanceof RequiresAction, "be authenticated: it does not wait for that");
        return in(
                succeeds
                        ? new Succeeded()
                        : new Failed("authentication_failed", "The customer did not authenticate himself."),
                now);
    }

    StandInPayment decided(Instant now) {
        require(payment.state() instanceof Processing, "be decided: it is not processing");
        return in(method.decided(), now);
    }

    private StandInPayment in(PaymentState state, Instant now) {
        return with(payment.in(state), refunds, change(state, now));
    }

    StandInPayment disputed(String reason, Instant now) {
        require(payment.isPaid() && payment.dispute().isEmpty(), "be disputed: it is not paid, or was disputed before");
        require(payment.left().signum() > 0, "be disputed: nothing of it is left");
        Dispute dispute = Dispute.open(payment.left(), reason, now);
        return with(payment.disputed(dispute), refunds, new Change(now, "payment.dispute_opened"));
    }

    StandInPayment disputeClosed(boolean won, Instant now) {
        Optional<Dispute> open = payment.dispute().filter(dispute -> dispute.state() == Dispute.State.OPEN);
        require(open.isPresent(), "have its dispute closed: none is open");
        Dispute closed = open.orElseThrow().closed(won);
        return with(payment.disputed(closed), refunds, new Change(now, "payment.dispute_closed"));
    }

    /** The same if it was refunded under that key before, or cannot be. */
    StandInPayment refunded(PaymentKey refund, Money amount, Instant now) {
        if (refunds.contains(refund) || obstacle(amount).isPresent()) {
            return this;
        }
        SortedSet<PaymentKey> more = new TreeSet<>(refunds);
        more.add(refund);
        return with(payment.refunding(amount), more, new Change(now, "payment.refunded"));
    }

    StandInPayment refundedFromOutside(Money amount, Instant now) {
        Optional<Reason> obstacle = obstacle(amount);
        require(obstacle.isEmpty(), "be refunded by " + amount + ": " + obstacle);
        return with(payment.refunding(amount), refunds, new Change(now, "payment.refunded"));
    }

    Optional<Reason> obstacle(Money amount) {
        if (!payment.isPaid()) {
            return Optional.of(Reason.NOT_PAID);
        }
        if (payment.dispute().filter(Dispute::withholdsMoney).isPresent()) {
            return Optional.of(Reason.DISPUTED);
        }
        return amount.compareTo(payment.left()) > 0 ? Optional.of(Reason.MORE_THAN_LEFT) : Optional.empty();
    }

    /** When it came to be as it is, but for refunds and disputes. */
    Instant decidedAt() {
        return changes.stream()
                .filter(change -> change.type()
                        .equals(change(payment.state(), change.at()).type()))
                .findFirst()
                .map(Change::at)
                .orElse(payment.createdAt());
    }

    @Override
    public AccountId account() {
        return order.account();
    }

    @Override
    public String page() {
        return PAGE + order.key();
    }

    @Override
    public About about(int number) {
        return new About("payment", payment.id().value());
    }

    @Override
    public Change change(int number) {
        return changes.get(number - 1);
    }

    @Override
    public List<Integer> pending() {
        return IntStream.rangeClosed(1, changes.size())
                .filter(number -> !delivered.contains(number))
                .boxed()
                .toList();
    }

    StandInPayment delivered(int number) {
        SortedSet<Integer> more = new TreeSet<>(delivered);
        more.add(number);
        return new StandInPayment(order, method, payment, refunds, changes, more);
    }

    private static Change change(PaymentState state, Instant now) {
        return new Change(now, "payment." + state.name());
    }

    private StandInPayment with(Payment newPayment, SortedSet<PaymentKey> newRefunds, Change change) {
        List<Change> more = new ArrayList<>(changes);
        more.add(change);
        return new StandInPayment(order, method, newPayment, newRefunds, more, delivered);
    }

    private void require(boolean possible, String otherwise) {
        if (!possible) {
            throw new IllegalArgumentException("payment " + order.key() + " is "
                    + payment.state().name()
                    + payment.dispute().map(it -> ", dispute " + it.state()).orElse("")
                    + "; it cannot " + otherwise);
        }
    }
}
