package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.Credential;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.access.KeySecret;
import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.IssueKey;
import dev.countinghouse.billing.ports.driving.RotateKey;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Draws secrets: for new keys, and for those that are rotated. */
final class KeyIssuer implements IssueKey, RotateKey {

    private final Books books;
    private final SecureRandom random;

    KeyIssuer(Books books, SecureRandom random) {
        this.books = books;
        this.random = random;
    }

    @Override
    public IssueKey.Outcome issue(Order order) {
        Instant now = books.now();
        Optional<Instant> expiresAt = order.expiresAt().map(Books::kept);
        if (expiresAt.filter(end -> !end.isAfter(now)).isPresent()) {
            return new IssueKey.Outcome.Refused(
                    "the key would expire at " + expiresAt.get() + ", which is not in the future");
        }
        Credential credential = Credential.draw(KeyId.at(now, random), random);
        ApiKey key = new ApiKey(
                credential.key(),
                order.name(),
                order.scopes(),
                order.account(),
                order.project(),
                now,
                expiresAt,
                Optional.empty(),
                Optional.empty(),
                List.of(new KeySecret(SecretHash.of(credential.secret()), now, Optional.empty())));
        return books.transactions().inTransaction(KeyLookup.scopeOf(order.account()), () -> {
            order.account().ifPresent(this::requireKnown);
            books.keys().add(key);
            return new IssueKey.Outcome.Issued(key, credential);
        });
    }

    private void requireKnown(AccountId account) {
        if (books.accounts().find(account).isEmpty()) {
            throw new UnknownException("there is no account '" + account + "'");
        }
    }

    @Override
    public RotateKey.Outcome rotate(KeyId id, Duration overlap) {
        Instant now = books.now();
        return KeyLookup.change(books, id, key -> {
            if (!key.canRotateAt(now)) {
                return new RotateKey.Outcome.Refused(
                        key.isLiveAt(now)
                                ? "key " + id + " was rotated too often: wait until some of its earlier secrets ended"
                                : "key " + id + " has ended: issue another");
            }
            Credential credential = Credential.draw(id, random);
            ApiKey rotated = key.rotated(SecretHash.of(credential.secret()), now, overlap);
            books.keys().save(rotated);
            return new RotateKey.Outcome.Rotated(rotated, credential);
        });
    }
}
