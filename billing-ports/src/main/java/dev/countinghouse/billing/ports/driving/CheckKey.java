package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.access.ApiKey;
import java.util.Optional;

/** Tells whose key a call came with. */
public interface CheckKey {

    /**
     * The key that a token proves; empty for one that is malformed, unknown, wrong, expired or revoked. Looked up each
     * time, so that a key that was revoked anywhere is refused at once everywhere.
     */
    Optional<ApiKey> check(String token);
}
