package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.EventFilter;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import java.time.Duration;

/** Changes an endpoint. Each throws {@link UnknownException} for one that there is not. */
public interface ChangeEndpoint {

    Outcome change(EndpointId id, String target, EventFilter filter, String description);

    /** From now on nothing is sent; what was on its way is given up, and can be replayed. Again, it changes nothing. */
    Endpoint disable(EndpointId id, String reason);

    /** What happens from now on is sent. Again, it changes nothing. */
    Endpoint enable(EndpointId id);

    /** Gives it another signing secret. Messages bear the signatures of those before too, for the overlap. */
    Rotation rotate(EndpointId id, Duration overlap);

    /** There is no such endpoint any more; what was on its way is given up. */
    void close(EndpointId id);

    sealed interface Outcome {

        record Changed(Endpoint endpoint) implements Outcome {}

        /** @param field that is wrong */
        record Refused(String field, String reason) implements Outcome {}
    }

    sealed interface Rotation {

        record Rotated(Endpoint endpoint, SigningSecret secret) implements Rotation {}

        record Refused(String reason) implements Rotation {}
    }
}
