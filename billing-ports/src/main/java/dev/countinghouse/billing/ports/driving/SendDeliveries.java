package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.notification.EndpointId;
import java.util.Collection;
import java.util.List;

/**
 * Sends what is on its way. Any number of threads and processes may do it at the same time: of all one sends a delivery. Who
 * calls decides how many endpoints are sent to at once, so that a slow one holds back only itself.
 */
public interface SendDeliveries {

    /** Endpoints that something is due to, but for some, the longest waiting first. */
    List<EndpointId> due(Collection<EndpointId> except, int limit);

    /** Sends to an endpoint what is due, the longest due first, until one attempt fails or so many were made. */
    Sent send(EndpointId endpoint, int most);

    /**
     * @param failed attempts that will be repeated
     * @param givenUp deliveries that will not
     */
    record Sent(int delivered, int failed, int givenUp) {

        public int all() {
            return delivered + failed + givenUp;
        }
    }
}
