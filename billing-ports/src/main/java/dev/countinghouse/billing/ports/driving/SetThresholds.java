package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.quota.Thresholds;

/** Chooses what an account is alerted of, where a budget does not say otherwise. Throw {@link UnknownException}. */
public interface SetThresholds {

    /** @param thresholds none for no alerts */
    void set(AccountId account, Thresholds thresholds);

    /** Back to what accounts are usually alerted of. */
    void reset(AccountId account);
}
