package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.notification.Attempt;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.ports.driven.Deliveries.Selection;
import java.util.List;
import java.util.Optional;

/** What was sent to an endpoint, and what became of it. */
public interface ReadDeliveries {

    Optional<Delivery> find(Endpoint endpoint, MessageId message);

    /** The newest first. */
    List<Delivery> list(Endpoint endpoint, Selection selection, int limit);

    /** Ordered by number, those behind one. */
    List<Attempt> attempts(Delivery delivery, int after, int limit);
}
