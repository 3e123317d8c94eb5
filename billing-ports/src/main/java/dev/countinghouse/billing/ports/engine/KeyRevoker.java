package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.ports.driving.RevokeKey;
import java.time.Instant;

final class KeyRevoker implements RevokeKey {

    private final Books books;

    KeyRevoker(Books books) {
        this.books = books;
    }

    @Override
    public ApiKey revoke(KeyId id) {
        Instant now = books.now();
        return KeyLookup.change(books, id, key -> {
            ApiKey revoked = key.revoked(now);
            books.keys().save(revoked);
            return revoked;
        });
    }
}
