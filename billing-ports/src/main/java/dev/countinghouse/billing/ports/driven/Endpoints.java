package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import java.util.List;
import java.util.Optional;

/**
 * Who is told what happens. An endpoint of an account is written bound to it; one for all accounts belongs to none and is
 * written by the system, which may look up any.
 */
public interface Endpoints {

    void add(Endpoint endpoint);

    /** An endpoint in scope: bound to an account one of that account, as the system any. */
    Optional<Endpoint> find(EndpointId id);

    /** Finds an endpoint to change: nobody else changes it until this transaction ends. */
    Optional<Endpoint> lock(EndpointId id);

    /** Replaces what can change of an endpoint that was locked. */
    void save(Endpoint endpoint);

    void remove(Endpoint endpoint);

    /** Endpoints of an account, or those for all accounts, ordered by id, those behind one or from the first. */
    List<Endpoint> list(Optional<AccountId> account, Optional<EndpointId> after, int limit);
}
