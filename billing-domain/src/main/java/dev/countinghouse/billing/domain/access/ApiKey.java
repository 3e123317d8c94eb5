package dev.countinghouse.billing.domain.access;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A key that a program calls with. It has one secret, and during a rotation the earlier ones beside it.
 *
 * @param scopes as they were given; {@link #allows} knows what they imply
 * @param account the only account the key is for; empty for one that is for all
 * @param project the project of the account that the key stands for
 * @param expiresAt from when on the key no longer counts
 * @param lastUsedAt to about a minute
 */
public record ApiKey(
        KeyId id,
        String name,
        SortedSet<KeyScope> scopes,
        Optional<AccountId> account,
        Optional<ProjectId> project,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt,
        List<KeySecret> secrets) {

    public static final int LONGEST_NAME = 200;

    /** Rotated more often than that while the earlier secrets still count, a key is refused. */
    static final int MOST_SECRETS = 5;

    public ApiKey {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "name '" + name + "' of a key must have 1 to " + LONGEST_NAME + " characters and not be blank");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("key '" + name + "' has no scope, it needs one at least");
        }
        if (project.isPresent() && account.isEmpty()) {
            throw new IllegalArgumentException(
                    "key '" + name + "' is for project " + project.get() + " and must name its account");
        }
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        secrets = List.copyOf(secrets);
    }

    public boolean isLiveAt(Instant now) {
        return revokedAt.isEmpty() && (expiresAt.isEmpty() || now.isBefore(expiresAt.get()));
    }

    /** Whether the credential proves this key, now. */
    public boolean isProvenBy(Credential credential, Instant now) {
        SecretHash given = SecretHash.of(credential.secret());
        boolean proven = false;
        for (KeySecret secret : secrets) {
            proven |= secret.hash().matches(given) && secret.isLiveAt(now);
        }
        return proven && credential.key().equals(id) && isLiveAt(now);
    }

    /** Whether the credential has the secret that was given last, and not one that only counts until the overlap is over. */
    public boolean hasAsNewest(Credential credential) {
        return credential.key().equals(id)
                && secrets.get(secrets.size() - 1).hash().matches(SecretHash.of(credential.secret()));
    }

    public boolean allows(KeyScope scope) {
        return KeyScope.implied(scopes).contains(scope);
    }

    /** Whether one more secret fits beside those that still count. */
    public boolean canRotateAt(Instant now) {
        return isLiveAt(now) && liveSecrets(now).size() < MOST_SECRETS;
    }

    /** With a new secret; those before it count for the overlap and no longer. */
    public ApiKey rotated(SecretHash next, Instant now, Duration overlap) {
        if (overlap.isNegative()) {
            throw new IllegalArgumentException("the overlap of a rotation is " + overlap + ", it must not be negative");
        }
        List<KeySecret> rotated = new ArrayList<>();
        liveSecrets(now).forEach(secret -> rotated.add(secret.endingBy(now.plus(overlap))));
        rotated.add(new KeySecret(next, now, Optional.empty()));
        return new ApiKey(id, name, scopes, account, project, createdAt, expiresAt, revokedAt, lastUsedAt, rotated);
    }

    private List<KeySecret> liveSecrets(Instant now) {
        return secrets.stream().filter(secret -> secret.isLiveAt(now)).toList();
    }

    /** For good; revoking again changes nothing. */
    public ApiKey revoked(Instant now) {
        return new ApiKey(
                id,
                name,
                scopes,
                account,
                project,
                createdAt,
                expiresAt,
                Optional.of(revokedAt.orElse(now)),
                lastUsedAt,
                secrets);
    }
}
