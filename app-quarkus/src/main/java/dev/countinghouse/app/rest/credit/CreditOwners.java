package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.enterprise.context.RequestScoped;

/** Whose credits a call is about. */
@RequestScoped
class CreditOwners {

    private final BillingEngine engine;
    private final Caller caller;

    CreditOwners(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    /** @throws ProblemException 403 for an account the key is not for */
    AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }

    /**
     * The same where the engine does not tell an account without credits from one that there is not.
     *
     * @throws ProblemException 404 for no account
     */
    AccountId existing(String account) {
        AccountId id = allowed(account);
        if (engine.readAccounts().find(id).isEmpty()) {
            throw ProblemException.notFound("account '" + id + "'");
        }
        return id;
    }
}
