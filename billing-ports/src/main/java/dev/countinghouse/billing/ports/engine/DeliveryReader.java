package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notification.Attempt;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.ports.driven.Deliveries.Selection;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadDeliveries;
import java.util.List;
import java.util.Optional;

/** Reads bound to the endpoint's account; of an endpoint for all accounts as the system. */
final class DeliveryReader implements ReadDeliveries {

    private final Books books;

    DeliveryReader(Books books) {
        this.books = books;
    }

    @Override
    public Optional<Delivery> find(Endpoint endpoint, MessageId message) {
        return books.transactions().inTransaction(EndpointLookup.scopeOf(endpoint), () -> books.deliveries()
                .find(endpoint.id(), message));
    }

    @Override
    public List<Delivery> list(Endpoint endpoint, Selection selection, int limit) {
        return books.transactions().inTransaction(EndpointLookup.scopeOf(endpoint), () -> books.deliveries()
                .list(endpoint.id(), selection, limit));
    }

    @Override
    public List<Attempt> attempts(Delivery delivery, int after, int limit) {
        return books.transactions().inTransaction(Scope.of(delivery.account()), () -> books.deliveries()
                .attempts(delivery.key(), after, limit));
    }
}
