package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.util.Optional;
import java.util.function.Function;

/** Endpoints are found as the system, because their account is not known before, and changed bound to their account. */
final class EndpointLookup {

    private EndpointLookup() {}

    static Scope scopeOf(Endpoint endpoint) {
        return KeyLookup.scopeOf(endpoint.account());
    }

    static Optional<Endpoint> find(Books books, EndpointId id) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.endpoints().find(id));
    }

    /** Does something with an endpoint that nobody else changes meanwhile. */
    static <T> T change(Books books, EndpointId id, Function<Endpoint, T> change) {
        Endpoint found = find(books, id).orElseThrow(() -> unknown(id));
        return books.transactions()
                .inTransaction(
                        scopeOf(found),
                        () -> change.apply(books.endpoints().lock(id).orElseThrow(() -> unknown(id))));
    }

    static UnknownException unknown(EndpointId id) {
        return new UnknownException("there is no endpoint '" + id + "'");
    }
}
