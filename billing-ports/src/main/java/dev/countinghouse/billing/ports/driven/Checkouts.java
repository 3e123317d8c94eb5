package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The checkouts of all accounts, for good. */
public interface Checkouts {

    /** A checkout about which the provider is to be asked, and how often that was put off since it last changed. */
    record Due(AccountId account, CheckoutId id, int looks) {}

    /**
     * {@code false}, with nothing changed, if the account has one of this id.
     *
     * @param lookAt when it is listed as due
     */
    boolean add(Checkout checkout, Instant lookAt);

    Optional<Checkout> find(AccountId account, CheckoutId id);

    Optional<Checkout> find(AccountId account, PaymentKey key);

    /** The same as {@link #find}; until the transaction ends nobody else locks or updates it. */
    Optional<Checkout> lock(AccountId account, CheckoutId id);

    /**
     * Keeps a checkout that was changed, and returns it with its next revision. One that is decided is never due again.
     *
     * @param lookAt when it is listed as due, if it is not decided
     * @throws StaleVersionException if it is not of the revision that is stored
     */
    Checkout update(Checkout checkout, Instant lookAt);

    /** Those that are to be looked at by an instant, the longest due first; of all accounts, for the system. */
    List<Due> dueBy(Instant instant, int limit);

    /**
     * Looks at it later, whatever comes of it now; {@code false}, with nothing changed, if somebody else has put it off since
     * it was listed, or it is decided.
     */
    boolean postpone(Due seen, Instant lookAt);
}
