package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import java.util.List;

/** The limits that were set on each account. */
public interface UsageLimits {

    /** Adds a limit or replaces the one with its id; whether it was added. */
    boolean save(AccountId account, UsageLimit limit);

    /** {@code false} if there is none. */
    boolean remove(AccountId account, LimitId id);

    /** All of an account, ordered by id (Unicode code points). */
    List<UsageLimit> of(AccountId account);
}
