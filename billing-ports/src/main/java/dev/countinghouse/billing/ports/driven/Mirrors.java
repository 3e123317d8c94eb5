package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.subscription.Arrears;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whose subscriptions are to be kept the same at a provider that invoices, and what is known of those there. Who changes a
 * subscription notes it in the same transaction. What is noted stays due until somebody who has claimed the account after
 * that says it is done: a crash at any point leaves it so.
 */
public interface Mirrors {

    /**
     * An account that somebody works at.
     *
     * @param turn tells claims of it apart
     * @param wishes how often somebody had changed something here by then
     * @param looks how often there was another reason to look
     * @param isKept whether all that was changed here had been brought there by then
     * @param isPut whether it had as far as it can be: something may be waited for
     * @param tries how often in a row it has failed
     * @param untoldSince since when what was changed here waits for usage to be told, by the clock of the world
     * @param since main subscriptions that began before are not to be kept there
     */
    record Claim(
            AccountId account,
            long turn,
            long wishes,
            long looks,
            boolean isKept,
            boolean isPut,
            int tries,
            Optional<Instant> untoldSince,
            Instant since) {}

    /**
     * How an account is left.
     *
     * @param lookAt when it is due although nothing is noted, by the engine's clock or the account's own
     * @param again what has to be done again; empty if all is done
     * @param isPut whether all that was changed here is there as far as it can be, also if something has to be done again
     */
    record Next(Optional<Instant> lookAt, Optional<Again> again, boolean isPut) {

        public Next {
            if (again.isEmpty() && !isPut) {
                throw new IllegalArgumentException("what has not been brought there has to be done again");
            }
        }
    }

    /**
     * @param at by the clock of the world
     * @param reason for people
     */
    record Again(Instant at, int tries, String reason) {}

    /** An account that waits to be tried again. */
    record Waiting(AccountId account, Again again) {}

    /**
     * A subscription at the provider.
     *
     * @param id what it is known by there
     * @param of the main subscription here
     * @param end when it ends or ended there, as far as is known
     * @param arrears what is owed by what the provider says
     * @param told the standing that was told last
     * @param revision counts what was told
     */
    record Mirror(
            AccountId account,
            SubscriptionId id,
            SubscriptionId of,
            SubscriptionReference reference,
            Status status,
            Optional<Instant> end,
            Optional<Arrears> arrears,
            String told,
            long revision) {

        public static final String GOOD = "good";

        public boolean hasEnded() {
            return status == Status.CANCELED;
        }
    }

    /**
     * Something of the account's subscriptions has changed here.
     *
     * @param since from when on its main subscriptions are to be kept there; the earliest that was ever noted counts
     */
    void note(AccountId account, Instant since);

    /** Something may have changed there. Of an account that was never noted nothing is kept there, so nothing is done. */
    void look(AccountId account);

    /**
     * Accounts of which there is something to do, those that have waited longest first; nobody who is claimed by then. For the
     * system.
     *
     * @param engine of those without a clock of their own
     */
    List<AccountId> dueBy(Instant engine, Instant world, int limit);

    /**
     * Has nobody else claim an account until an instant; empty, with nothing changed, if somebody else has, or it was never
     * noted.
     */
    Optional<Claim> claim(AccountId account, Instant now, Instant until);

    /** Whether nobody has claimed the account since, nor changed anything here. */
    boolean isLatest(Claim claim);

    /**
     * Has what was changed here not count as put until a claim is released that has put it: what is there meanwhile may
     * be half of what was to come there. Nothing changes if somebody else has claimed it since.
     */
    void reopen(Claim claim);

    /**
     * Keeps since when what was changed here waits for usage to be told, whatever is noted or told meanwhile, until a claim is
     * released that has put it; empty once it waits for none. Nothing changes if somebody else has claimed it since.
     */
    void waitForUsage(Claim claim, Optional<Instant> since);

    /**
     * Ends a claim: what was noted before it is done, unless it is to be done again; {@code false}, with nothing changed, if it
     * was not the last one, or has ended.
     */
    boolean release(Claim claim, Next next);

    /** When an account is due although nothing is noted. */
    Optional<Instant> nextLook(AccountId account);

    /** Whether all that was changed here has been brought there; empty if nothing was ever noted. */
    Optional<Boolean> isKept(AccountId account);

    /** All that is known of an account, by id. */
    List<Mirror> of(AccountId account);

    /**
     * Puts one in the place of that of its id.
     *
     * @throws IllegalArgumentException if that is another one at the provider, with nothing changed
     */
    void save(Mirror mirror);

    /** What is refused to whoever saves one in the place of another. */
    static IllegalArgumentException another(Mirror mirror) {
        return new IllegalArgumentException("subscription " + mirror.id() + " of account " + mirror.account()
                + " is another one at the provider, it cannot become " + mirror.reference());
    }

    /** Whose it is; for the system. */
    Optional<AccountId> accountOf(SubscriptionReference reference);

    /** Who waits, and for what, by account, or those behind one; for the system. */
    List<Waiting> waiting(Optional<AccountId> after, int limit);
}
