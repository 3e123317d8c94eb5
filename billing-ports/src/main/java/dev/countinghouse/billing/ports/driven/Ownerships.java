package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ownership.Ownership;
import dev.countinghouse.billing.domain.ownership.OwnershipId;
import java.util.List;
import java.util.Optional;

/** What accounts have bought once. */
public interface Ownerships {

    /** {@code false} if the account has one of this id. */
    boolean add(Ownership ownership);

    Optional<Ownership> find(AccountId account, OwnershipId id);

    /** Of an account, the latest first, equal ones by id backwards; those behind one or from the first. */
    List<Ownership> of(AccountId account, Optional<Ownership> before, int limit);
}
