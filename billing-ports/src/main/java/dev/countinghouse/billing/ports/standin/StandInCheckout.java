package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.driven.CheckoutSession;
import dev.countinghouse.billing.ports.driven.CheckoutSession.Progress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the stand-in knows of one checkout. Every change of it is a notice, but its beginning.
 *
 * @param secret part of its address, so that nobody guesses it
 * @param method token of what was chosen, once it is completed
 */
record StandInCheckout(
        CheckoutOrder order,
        String secret,
        Instant createdAt,
        State state,
        Optional<String> method,
        StandInNotices notices)
        implements StandInSubject {

    static final String PAGE = "checkout/";
    static final Duration LASTS = Duration.ofHours(24);

    private static final String ID_PREFIX = "cs_";

    enum State {
        OPEN,
        COMPLETED,
        EXPIRED
    }

    static StandInCheckout begin(CheckoutOrder order, String secret, Instant now) {
        return new StandInCheckout(order, secret, now, State.OPEN, Optional.empty(), StandInNotices.NONE);
    }

    /** The key that a reference was made of; empty if it was made by somebody else. */
    static Optional<PaymentKey> key(CheckoutReference reference) {
        String value = reference.value();
        int end = value.lastIndexOf('~');
        try {
            return value.startsWith(ID_PREFIX) && end > 0
                    ? Optional.of(new PaymentKey(value.substring(ID_PREFIX.length(), end)))
                    : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    static String pageOf(PaymentKey key) {
        return PAGE + key;
    }

    CheckoutReference id() {
        return new CheckoutReference(ID_PREFIX + order.key() + "~" + secret);
    }

    /** With what has fallen due by an instant. */
    StandInCheckout asOf(Instant now) {
        Instant end = createdAt.plus(LASTS);
        return state == State.OPEN && !end.isAfter(now) ? expired(end) : this;
    }

    /** @param payment its payment, where it has one that is not decided */
    Optional<Instant> dueAt(Optional<Payment> payment) {
        Optional<Instant> scheduled = state == State.OPEN
                ? Optional.of(createdAt.plus(LASTS))
                : payment.filter(it -> it.state() instanceof PaymentState.Processing)
                        .map(it -> it.createdAt().plus(TestMethod.DECIDED_AFTER));
        return notices.dueAt().or(() -> scheduled);
    }

    StandInCheckout completed(String token, Instant now) {
        return in(State.COMPLETED, Optional.of(token), "checkout.completed", now);
    }

    StandInCheckout expired(Instant at) {
        return in(State.EXPIRED, Optional.empty(), "checkout.expired", at);
    }

    private StandInCheckout in(State next, Optional<String> token, String type, Instant at) {
        if (state != State.OPEN) {
            throw new IllegalArgumentException("checkout " + id() + " is " + state + ", nothing can be done there");
        }
        return new StandInCheckout(order, secret, createdAt, next, token, notices.with(type, at));
    }

    /** Once a bank has decided that takes its time; the same if that was told before. */
    StandInCheckout following(StandInPayment paid) {
        Payment payment = paid.payment();
        String type = payment.isPaid() ? "checkout.async_payment_succeeded" : "checkout.async_payment_failed";
        boolean isTold = payment.state() instanceof PaymentState.Processing
                || !paid.method().isDecidedLater()
                || notices.hasTold(type);
        return isTold
                ? this
                : new StandInCheckout(order, secret, createdAt, state, method, notices.with(type, paid.decidedAt()));
    }

    StandInCheckout delivered(int number) {
        return new StandInCheckout(order, secret, createdAt, state, method, notices.delivered(number));
    }

    CheckoutSession session(URI pages, Supplier<Payment> payment) {
        Progress progress =
                switch (state) {
                    case OPEN -> new Progress.Open(URI.create(pages + id().value()));
                    case EXPIRED -> new Progress.Expired();
                    case COMPLETED ->
                        order.price().isPresent()
                                ? new Progress.Paid(payment.get())
                                : new Progress.Chosen(method.orElseThrow());
                };
        return new CheckoutSession(id(), account(), order.key(), progress);
    }

    @Override
    public AccountId account() {
        return order.account();
    }

    @Override
    public String page() {
        return pageOf(order.key());
    }

    @Override
    public About about(int number) {
        return new About("checkout", id().value());
    }

    @Override
    public List<Integer> pending() {
        return notices.pending();
    }

    @Override
    public Change change(int number) {
        return notices.change(number);
    }
}
