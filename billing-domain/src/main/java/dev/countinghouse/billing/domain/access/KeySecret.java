package dev.countinghouse.billing.domain.access;

import java.time.Instant;
import java.util.Optional;

/**
 * One of the secrets of a key.
 *
 * @param endsAt from when on it no longer counts, because another took its place
 */
public record KeySecret(SecretHash hash, Instant createdAt, Optional<Instant> endsAt) {

    boolean isLiveAt(Instant now) {
        return endsAt.isEmpty() || now.isBefore(endsAt.get());
    }

    KeySecret endingBy(Instant end) {
        return endsAt.isPresent() && endsAt.get().isBefore(end)
                ? this
                : new KeySecret(hash, createdAt, Optional.of(end));
    }
}
