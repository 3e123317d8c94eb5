package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The subscriptions there are, and where their billing stands. */
public interface ReadSubscriptions {

    Optional<Standing> find(SubscriptionId id);

    /** All of an account, ended ones too, ordered by start, then id. */
    List<Standing> of(AccountId account);

    /**
     * @param nextDueAt when the next invoice falls due; empty if nothing will be due any more, or with an add-on, whose
     *     fees stand on the invoices of the main subscription
     * @param revision counts every change, also those by billing
     * @param asOf when it was read, for which state and period are to be asked
     */
    record Standing(Subscription subscription, Optional<Instant> nextDueAt, long revision, Instant asOf) {}
}
