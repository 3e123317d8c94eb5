package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What all accounts and sessions were provided with, for good. An account need not be open to have one. */
public interface Provisions {

    /** A provision about which the provider is to be asked, and how often that was put off since it changed last. */
    record Open(AccountId account, ProvisionId id, int looks) {}

    /**
     * {@code false}, with nothing changed, if the account has one of this id.
     *
     * @param lookAt when it is listed as open
     */
    boolean add(Provision provision, Instant lookAt);

    Optional<Provision> find(AccountId account, ProvisionId id);

    /** The same as {@link #find}; until the transaction ends nobody else locks or updates it. */
    Optional<Provision> lock(AccountId account, ProvisionId id);

    /** Of those that are for the account itself and not for one of its sessions, the one that was added last. */
    Optional<Provision> last(AccountId account);

    /**
     * Keeps a provision that was changed, and returns it with its next revision.
     *
     * @throws StaleVersionException if it is not of the revision that is stored
     */
    Provision update(Provision provision, Instant lookAt);

    /**
     * Open ones that are to be looked at by an instant, the longest due first; of all accounts, for the system.
     *
     * @see Provision#isOpen
     */
    List<Open> openBy(Instant instant, int limit);

    /** Looks at it later, whatever comes of it now; one more look. */
    void postpone(AccountId account, ProvisionId id, Instant lookAt);
}
