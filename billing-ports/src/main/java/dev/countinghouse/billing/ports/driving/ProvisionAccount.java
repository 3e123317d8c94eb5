package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.LedgerId;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import dev.countinghouse.billing.domain.provision.Purpose;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens accounts that have infrastructure: first a service account, its identity and storage are created, then the account
 * is opened on its plan, whose credits it gets. What cannot be had as a whole is deleted again, and no account is opened.
 */
public interface ProvisionAccount {

    /**
     * Asked again with the same id and content it answers what has become of it, and goes on where that is not decided. An
     * account that is open already, with the same details, is provided for all the same. Must not be called in a
     * transaction.
     *
     * @throws UnknownException for a plan that there is not
     */
    Outcome provision(Order order);

    /** Deletes the infrastructure of an account, or has it deleted that is being created; the account stays. Repeatable. */
    Optional<Provision> remove(AccountId account);

    /** What an account was provided with last; also of one that was not opened. */
    Optional<Provision> find(AccountId account);

    /** @param id chosen by the caller, so that a retry is recognised; who wants to try again after {@code undone} takes another */
    record Order(ProvisionId id, Purpose.OfAccount wish) {

        public Order {
            LedgerId.requireOwn("provision", id.value());
        }

        public AccountId account() {
            return wish.account().id();
        }
    }

    sealed interface Outcome {

        <T> T fold(Function<Kept, T> kept, Function<Conflict, T> conflict, Function<Refused, T> refused);

        /** @param provision as it is now: ready with its account opened, undone, or on its way to one of them */
        record Kept(Provision provision) implements Outcome {
            @Override
            public <T> T fold(Function<Kept, T> kept, Function<Conflict, T> conflict, Function<Refused, T> refused) {
                return kept.apply(this);
            }
        }

        /** @param earlier has the id and is of something else, or is another that is not over */
        record Conflict(Provision earlier, String reason) implements Outcome {
            @Override
            public <T> T fold(Function<Kept, T> kept, Function<Conflict, T> conflict, Function<Refused, T> refused) {
                return conflict.apply(this);
            }
        }

        /** The account could not be opened on this plan, so nobody was asked for anything. */
        record Refused(String reason) implements Outcome {
            @Override
            public <T> T fold(Function<Kept, T> kept, Function<Conflict, T> conflict, Function<Refused, T> refused) {
                return refused.apply(this);
            }
        }
    }
}
