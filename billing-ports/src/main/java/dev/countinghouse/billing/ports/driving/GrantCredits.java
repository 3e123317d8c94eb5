package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.credit.GrantOutcome;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;

/** Gives credits away, takes them back, and says how far below 0 an account may go. */
public interface GrantCredits {

    /**
     * Gives credits once for each id: asked again, it answers the grant there is. Credits that are paid for are bought, with
     * {@code BuyCredits}; a host that takes the money itself grants them as purchased, with what was paid.
     *
     * @throws UnknownException for an account that there is not
     */
    GrantOutcome grant(AccountId account, GrantOrder order);

    /** Takes away what is left of a grant; what is held of it goes when the hold ends, what is spent stays spent. */
    GrantOutcome withdraw(AccountId account, GrantId grant);

    /**
     * Makes a grant of another amount, once for each command; not less than what is spent or held of it.
     *
     * @param amount what it should have been
     */
    GrantOutcome correct(AccountId account, CommandKey command, GrantId grant, Credits amount);

    /** Lets holds and sales take the balance of a unit so far below 0; 0 is the usual. */
    void setCreditLine(AccountId account, Credits line);
}
