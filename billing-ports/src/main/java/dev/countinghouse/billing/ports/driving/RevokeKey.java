package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyId;

/** Ends a key, with all its secrets, from now on and for good. */
public interface RevokeKey {

    /**
     * Revoking again changes nothing and succeeds.
     *
     * @throws UnknownException for a key that there is not
     */
    ApiKey revoke(KeyId key);
}
