package dev.countinghouse.billing.domain.notification;

import java.time.Instant;
import java.util.Optional;

/**
 * A signing secret as it is stored, see {@link Keyring}.
 *
 * @param endsAt from when on nothing is signed with it any more, because another took its place
 */
public record SealedSecret(String sealed, Instant createdAt, Optional<Instant> endsAt) {

    boolean isLiveAt(Instant now) {
        return endsAt.isEmpty() || now.isBefore(endsAt.get());
    }

    SealedSecret endingBy(Instant end) {
        return endsAt.isPresent() && endsAt.get().isBefore(end)
                ? this
                : new SealedSecret(sealed, createdAt, Optional.of(end));
    }
}
