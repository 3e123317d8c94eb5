package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import java.util.List;

/**
 * Books what time does to credits: holds lapse, grants expire, plans give and take, levels burn. Nothing depends on when it
 * is called: whoever uses an account's credits books what is due before.
 */
public interface SettleCredits {

    void settle(AccountId account);

    /** Accounts with something due, the longest overdue first. */
    List<AccountId> due(int limit);
}
