package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Subscriptions of all accounts, with what is due when. */
public interface Subscriptions {

    /** Adds a new subscription, whatever its revision says it is stored as 1; {@code false} if the id is taken, by whomever. */
    boolean add(Subscribed subscription);

    Optional<Subscribed> find(SubscriptionId id);

    /** All of an account, ended ones too, ordered by start, then id. */
    List<Subscribed> of(AccountId account);

    /**
     * Replaces a subscription and counts its revision up.
     *
     * @throws StaleVersionException if the revision stored is not the one given
     */
    void save(Subscribed subscription);

    /**
     * Makes everything else that wants to bill the account wait until this transaction ends, so that two billing runs
     * cannot both find the same period open.
     */
    void lock(AccountId account);

    /**
     * Accounts with something due at or before an instant, the longest overdue first, at most {@code limit}. An account with
     * a clock of its own is judged by that.
     */
    List<AccountId> dueBy(Instant instant, int limit);

    /**
     * Accounts whose main subscription is on a plan, in any version, at an instant: ordered by id (Unicode code points), those
     * behind one or from the first; for the system.
     */
    List<AccountId> onPlan(PlanKey plan, Instant at, Optional<AccountId> after, int limit);
}
