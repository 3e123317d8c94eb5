package dev.countinghouse.billing.domain.subscription;

import java.time.Instant;
import java.util.Optional;

/** No usage is admitted from {@code from}, and no fee falls due, until it is resumed. */
public record Pause(Instant from, Optional<Instant> until) {

    public Pause {
        if (until.isPresent() && !until.get().isAfter(from)) {
            throw new IllegalArgumentException(
                    "a pause from " + from + " to " + until.get() + " is empty, it must end after it begins");
        }
    }

    public boolean covers(Instant instant) {
        return !instant.isBefore(from) && until.map(instant::isBefore).orElse(true);
    }
}
