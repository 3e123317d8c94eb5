package dev.countinghouse.billing.domain.checkout;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A checkout and what has become of it. Stored before the provider is asked for the page, so that nobody completes one that
 * nobody knows of.
 *
 * @param reference what the provider calls it; empty until he has answered
 * @param page where the customer is to go; empty until the provider has answered
 * @param reason why what was to follow was refused
 * @param revision counts changes: a store keeps one only if it is of the revision that was read
 */
public record Checkout(
        AccountId account,
        CheckoutId id,
        CheckoutPurpose purpose,
        ReturnPages returnTo,
        Instant startedAt,
        State state,
        Optional<CheckoutReference> reference,
        Optional<URI> page,
        Optional<String> reason,
        long revision) {

    private static final int DIGITS = 40;

    /** What has become of it. */
    public enum State {
        /** Kept; whether there is a page is not known. */
        REQUESTED,
        /** The customer has not done his part. */
        OPEN,
        /** He has, and what follows from it is done. Whether money has come is the purchase's state. */
        COMPLETED,
        /** He has not, and cannot any more. */
        EXPIRED,
        /** He has, and what was to follow was refused. */
        FAILED;

        /** The name used in APIs. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Checkout {
        if ((state == State.OPEN) && (page.isEmpty() || reference.isEmpty())) {
            throw new IllegalArgumentException("checkout " + id + " of " + account + " is open, it must have a page");
        }
        if (reason.isPresent() != (state == State.FAILED)) {
            throw new IllegalArgumentException("checkout " + id + " of " + account + " is " + state.key()
                    + ", it must have a reason if it failed, and only then");
        }
    }

    public static Checkout begin(
            AccountId account, CheckoutId id, CheckoutPurpose purpose, ReturnPages returnTo, Instant at) {
        return new Checkout(
                account,
                id,
                purpose,
                returnTo,
                at,
                State.REQUESTED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    /**
     * Made of account and id, so that whoever asks the provider again asks for the same page. That of the payment where
     * credits are bought: the provider has one of each under it.
     */
    public PaymentKey key() {
        return purpose.fold(
                setUp -> new PaymentKey("setup_" + hash()),
                buy -> Deal.key(account, PurchaseId.ofCheckout(id.value())));
    }

    /** Of the subscription that begins with it, where none runs. */
    public SubscriptionId subscription() {
        return new SubscriptionId("checkout-" + hash());
    }

    /** Neither of the two can contain a line break. */
    private String hash() {
        return SecretHash.of(account + "\n" + id).hex().substring(0, DIGITS);
    }

    public boolean isDecided() {
        return state != State.REQUESTED && state != State.OPEN;
    }

    /** The provider has answered. */
    public Checkout named(CheckoutReference name) {
        return new Checkout(
                account, id, purpose, returnTo, startedAt, state, Optional.of(name), page, reason, revision);
    }

    public Checkout opened(URI at) {
        return in(State.OPEN, Optional.of(at), Optional.empty());
    }

    public Checkout completed() {
        return in(State.COMPLETED, page, Optional.empty());
    }

    public Checkout expired() {
        return in(State.EXPIRED, page, Optional.empty());
    }

    public Checkout failed(String why) {
        return in(State.FAILED, page, Optional.of(why));
    }

    private Checkout in(State next, Optional<URI> at, Optional<String> why) {
        if (isDecided()) {
            throw new IllegalStateException(
                    "checkout " + id + " of " + account + " is " + state.key() + ", it cannot become " + next.key());
        }
        return new Checkout(account, id, purpose, returnTo, startedAt, next, reference, at, why, revision);
    }

    /** As it is kept after a change. */
    public Checkout revised() {
        return new Checkout(account, id, purpose, returnTo, startedAt, state, reference, page, reason, revision + 1);
    }
}
