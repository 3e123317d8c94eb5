package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.Credential;
import dev.countinghouse.billing.domain.access.KeyId;
import java.time.Duration;

/** Gives a key another secret. The ones before go on to count for the overlap, so that callers can change in their time. */
public interface RotateKey {

    /** @throws UnknownException for a key that there is not */
    Outcome rotate(KeyId key, Duration overlap);

    sealed interface Outcome {

        record Rotated(ApiKey key, Credential credential) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }
}
