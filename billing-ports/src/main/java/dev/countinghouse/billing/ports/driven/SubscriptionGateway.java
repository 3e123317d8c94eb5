package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.util.Optional;

/**
 * Subscriptions at a provider that invoices, kept like ours. Called outside of transactions, like {@link PaymentGateway}, and
 * what is said there about answers that do not come holds here.
 */
public interface SubscriptionGateway {

    /**
     * Makes the provider's subscription be as it is wanted, by comparing the two: what is so already is not touched, also
     * where somebody changed it there and back. There is one for each of ours, whoever puts it at the same time. Whoever
     * failed anywhere puts again; of different wishes at the same time either may win, so the last one is put again.
     *
     * <p>What has ended there stays ended, and nothing is begun in its place: it is up to whoever sees it what follows from
     * that. Nor is one changed that waits for its first payment: when that is there or has failed, a notice tells. What ours was charged for and the provider never heard of is charged there, also if ours has ended meanwhile.
     *
     * @param known what it is called there, if anybody was told: that one is meant, whatever has become of it and of its
     *     customer, and where it is not there any more that is an error, and none is made
     * @return as it is now
     * @throws UnavailableException if it is not known whether all was done
     */
    ProviderSubscription put(WantedSubscription wanted, Optional<SubscriptionReference> known);

    /** As it is there, and not as it should be; empty if it was never put, or its customer is gone. */
    Optional<ProviderSubscription> find(AccountId account, SubscriptionId id);

    /** The same by what it is called, also if its customer is gone; empty if it is none of ours, whatever is written beside it. */
    Optional<ProviderSubscription> find(SubscriptionReference reference);
}
