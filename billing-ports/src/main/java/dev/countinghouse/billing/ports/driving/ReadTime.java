package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;

/** What the engine takes for now. */
public interface ReadTime {

    Instant now();

    /** The same, but for an account with a test clock of its own. */
    Instant now(AccountId account);

    /** The same for the account that a subject belongs to, if there is one. */
    Instant nowOf(String subject);
}
