package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The purchases of credits of all accounts, for good, and whether an account's top-ups are stopped. */
public interface Purchases {

    /** A purchase about which the provider is to be asked, and how often that was put off since it last changed. */
    record Due(AccountId account, PurchaseId id, int looks) {}

    /**
     * {@code false}, with nothing changed, if the account has one of this id.
     *
     * @param lookAt when it is listed as due
     */
    boolean add(Purchase purchase, Instant lookAt);

    Optional<Purchase> find(AccountId account, PurchaseId id);

    Optional<Purchase> find(AccountId account, PaymentKey key);

    /** The same as {@link #find}; until the transaction ends nobody else locks or updates it. */
    Optional<Purchase> lock(AccountId account, PurchaseId id);

    /**
     * Keeps a purchase that was changed, and returns it with its next revision.
     *
     * @param lookAt when it is listed as due; never, if empty
     * @throws StaleVersionException if it is not of the revision that is stored
     */
    Purchase update(Purchase purchase, Optional<Instant> lookAt);

    /** In the order they were added backwards, those added before one or from the last. */
    List<Purchase> of(AccountId account, Optional<PurchaseId> before, int limit);

    /** Those that are to be looked at by an instant, the longest due first; of all accounts, for the system. */
    List<Due> dueBy(Instant instant, int limit);

    /**
     * Looks at it later, or never again, whatever comes of it now; {@code false}, with nothing changed, if somebody else has
     * put it off since it was listed.
     */
    boolean postpone(Due seen, Optional<Instant> lookAt);

    /** How many top-ups there are, whatever became of them. */
    long topUps(AccountId account);

    /** Whether one of them is not decided. */
    boolean hasUndecidedTopUp(AccountId account);

    /** What those that began at or after an instant cost, without those that failed, in the currency of {@code zero}. */
    Money toppedUpSince(AccountId account, Instant instant, Money zero);

    /** Why no top-up is bought; empty if they are. */
    Optional<String> topUpsStopped(AccountId account);

    /** Keeps the reason for which top-ups are stopped, or with none that they are not. */
    void stopTopUps(AccountId account, Optional<String> reason);
}
