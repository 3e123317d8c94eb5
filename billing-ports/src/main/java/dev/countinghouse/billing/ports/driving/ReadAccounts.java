package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import java.util.List;
import java.util.Optional;

/** The accounts there are. */
public interface ReadAccounts {

    Optional<Account> find(AccountId id);

    /** Accounts ordered by id, those behind one or from the first. */
    List<Account> list(Optional<AccountId> after, int limit);
}
