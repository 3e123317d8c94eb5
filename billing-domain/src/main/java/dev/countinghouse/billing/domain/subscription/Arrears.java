package dev.countinghouse.billing.domain.subscription;

import java.time.Instant;

/**
 * An invoice of the account is not paid.
 *
 * @param since when it should have been
 * @param restrictedFrom from when on nothing may be used
 */
public record Arrears(Instant since, Instant restrictedFrom) {

    public Arrears {
        if (restrictedFrom.isBefore(since)) {
            throw new IllegalArgumentException(
                    "usage is restricted from " + restrictedFrom + ", before anything was due at " + since);
        }
    }
}
