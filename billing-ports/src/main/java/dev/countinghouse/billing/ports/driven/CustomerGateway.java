package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.customer.CustomerReference;
import dev.countinghouse.billing.domain.customer.Profile;
import java.net.URI;
import java.util.Optional;

/**
 * The payment provider as far as customers see it: he knows them, and sends them to pages of his own. Called outside of
 * transactions, like {@link PaymentGateway}, and what is said there about answers that do not come holds here.
 */
public interface CustomerGateway {

    /**
     * Has the account's customer described like this; he is created if there is none, and there is never more than one for an
     * account, whoever asks at the same time. What the provider keeps beside the profile stays.
     *
     * @return as he is now, which may be spelt otherwise
     */
    KnownCustomer put(AccountId account, Profile profile);

    /** An account's customer as he is now; empty if he was never put, or was deleted there. */
    Optional<KnownCustomer> find(AccountId account);

    /** Whose customer it is that notices call so; empty if he is none of ours. */
    Optional<AccountId> accountOf(CustomerReference reference);

    /**
     * Has a page made for the account's customer. Under one key there is one page: the same order gets it as it is now, also
     * if it has expired. One that is not used within 24 hours expires by itself; what becomes of it is told of by a notice.
     * The account's customer has to be there.
     *
     * @throws IllegalArgumentException if another order was given under the key, or there is no such customer
     */
    CheckoutSession open(CheckoutOrder order);

    /** A page as it is now; empty if it is none of ours. */
    Optional<CheckoutSession> find(CheckoutReference reference);

    /**
     * Has a page made where the account's customer changes what he pays by and how he is described, and from where he comes
     * back; each time another. What he changes is told of by notices.
     *
     * @throws IllegalArgumentException if there is no such customer
     */
    URI openPortal(AccountId account, URI returnTo);
}
