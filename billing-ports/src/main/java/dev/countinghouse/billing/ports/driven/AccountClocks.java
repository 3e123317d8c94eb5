package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Test clocks of single accounts. An account that has one lives by it, and what is due for it is due by it. */
public interface AccountClocks {

    /** Where clocks stand, without the accounts that have none. */
    Map<AccountId, Instant> of(Collection<AccountId> accounts);

    /** Puts the clock of an account to an instant, or leaves it where it is if that is later; makes one if there is none. */
    void move(AccountId account, Instant to);
}
