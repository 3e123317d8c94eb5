package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keys, with hashes of their secrets. One of an account is written bound to it; one for all accounts belongs to none and is
 * written by the system, which may look up any.
 */
public interface ApiKeys {

    /** How exactly the last use of a key is known: a write per call would cost more than the call. */
    Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    void add(ApiKey key);

    /** A key in scope: bound to an account one of that account, as the system any. */
    Optional<ApiKey> find(KeyId id);

    /** Finds a key to change: nobody else changes it until this transaction ends. */
    Optional<ApiKey> lock(KeyId id);

    /** Replaces what can change of a key that was locked: its secrets and its revocation. */
    void save(ApiKey key);

    /** Keys of an account, or those for all accounts, ordered by id, those behind one or from the first. */
    List<ApiKey> list(Optional<AccountId> account, Optional<KeyId> after, int limit);

    /** Notes a use, unless one is noted that is later or less than {@link #USE_NOTED_EVERY} before. */
    void used(ApiKey key, Instant at);
}
