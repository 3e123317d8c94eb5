package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Channel;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EventFilter;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import java.util.Optional;

/** Has somebody told what happens, from now on. A signing secret is in the answer and nowhere else to be read. */
public interface OpenEndpoint {

    /** An account may have so many endpoints, and so may all accounts together: each takes part of the time to send. */
    int MOST = 20;

    /** @param account whose messages; empty for those of all accounts */
    record Order(Optional<AccountId> account, Channel channel, String target, EventFilter filter, String description) {}

    /** @throws UnknownException for an account that there is not */
    Outcome open(Order order);

    sealed interface Outcome {

        /** @param secret present where the channel signs */
        record Opened(Endpoint endpoint, Optional<SigningSecret> secret) implements Outcome {}

        /** @param field of the order that is wrong; empty if none is */
        record Refused(String field, String reason) implements Outcome {}
    }
}
