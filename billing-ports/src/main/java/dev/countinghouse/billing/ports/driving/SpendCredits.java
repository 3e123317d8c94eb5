package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.SaleOutcome;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.plan.SpendPurpose;

/** Pays for something of the host's own with credits, at once and only if there are enough. */
public interface SpendCredits {

    /**
     * Once for each command: asked again, it answers the entry there is.
     *
     * @param about what is bought, as the history shows it
     */
    SaleOutcome spend(AccountId account, CommandKey command, String about, Credits price, SpendPurpose purpose);
}
