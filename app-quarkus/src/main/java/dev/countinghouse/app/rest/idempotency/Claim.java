package dev.countinghouse.app.rest.idempotency;

import dev.countinghouse.billing.domain.account.AccountId;
import java.util.Optional;

/**
 * A call that may be sent again.
 *
 * @param account the account the caller is bound to
 * @param caller tells callers apart: the same key of two of them is two keys
 * @param request a hash of all that makes it the same call
 * @param id tells this attempt from later ones
 */
record Claim(Optional<AccountId> account, String caller, String key, String request, String id) {}
