package dev.countinghouse.app.rest.endpoint;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Which endpoints there are for a caller: those of an account for its keys, those for all accounts for keys for all. */
@RequestScoped
class EndpointAccess {

    private final BillingEngine engine;
    private final Caller caller;

    EndpointAccess(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    /** One that belongs to somebody else is not there. */
    Endpoint find(String id) {
        return parsed(id)
                .flatMap(engine.readEndpoints()::find)
                .filter(endpoint ->
                        caller.boundTo().isEmpty() || caller.boundTo().equals(endpoint.account()))
                .orElseThrow(() -> ProblemException.notFound("endpoint '" + id + "'"));
    }

    private static Optional<EndpointId> parsed(String id) {
        try {
            return Optional.of(new EndpointId(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    Endpoint findToChange(String id) {
        Endpoint endpoint = find(id);
        requireMayChange(endpoint.account());
        return endpoint;
    }

    /** @throws ProblemException 403 for what is for all accounts, unless the key is for all and may everything */
    void requireMayChange(Optional<AccountId> account) {
        if (account.isPresent()) {
            caller.allowed(account.get());
            return;
        }
        caller.requireUnbound();
        if (!caller.scopes().contains(KeyScope.ADMIN)) {
            throw ProblemException.forbidden("an endpoint for all accounts takes the scope admin");
        }
    }
}
