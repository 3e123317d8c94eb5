package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.MessageId;
import java.time.Instant;

/** Puts deliveries on their way again, under the same message ids. */
public interface ReplayDeliveries {

    /** Whatever became of it. @throws UnknownException for a delivery that there is not */
    Delivery replay(Endpoint endpoint, MessageId message);

    /** All that were given up, of those that began at an instant or later; returns how many. */
    int replayFailed(Endpoint endpoint, Instant since);
}
