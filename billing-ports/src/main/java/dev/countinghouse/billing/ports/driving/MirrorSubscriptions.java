package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the subscriptions at a provider that invoices like those here, and follows what becomes of them there: who has not
 * paid, and what somebody has ended. Different accounts may be worked at at the same time, from several processes.
 */
public interface MirrorSubscriptions {

    /**
     * An account whose subscriptions are not there as they are here.
     *
     * @param reason for people
     */
    record Waiting(AccountId account, Instant againAt, int tries, String reason) {}

    /** Accounts of which there is something to do. */
    List<AccountId> due(int limit);

    /**
     * Does what there is to do; nothing if somebody else is at it. What has to wait, such as for a price that the provider has
     * not been given yet, is due again later.
     *
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException if the provider did not answer: the account is due
     *     again later
     */
    void mirror(AccountId account);

    /** Accounts that wait, by id, or those behind one. */
    List<Waiting> waiting(Optional<AccountId> after, int limit);
}
