package dev.countinghouse.app.access;

import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Whose key this call came with. */
@RequestScoped
public class Caller {

    static final String ACCOUNT = "account";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The only account the key is for; empty for one that is for all. */
    public Optional<AccountId> boundTo() {
        return Optional.ofNullable(identity.getAttribute(ACCOUNT));
    }

    /** @throws ProblemException 403 for an account the key is not for, whether or not there is one */
    public AccountId allowed(AccountId account) {
        if (boundTo().filter(own -> !own.equals(account)).isPresent()) {
            throw ProblemException.forbidden("this key is not for account '" + account + "'");
        }
        return account;
    }

    /** Whether what belongs to an account is there for this caller at all, where it was found by an id of its own. */
    public boolean sees(AccountId owner) {
        return boundTo().filter(own -> !own.equals(owner)).isEmpty();
    }

    /** @throws ProblemException 403 for a key of one account where the call concerns all */
    public void requireUnbound() {
        boundTo().ifPresent(own -> {
            throw ProblemException.forbidden("this key is for account '" + own + "' only");
        });
    }
}
