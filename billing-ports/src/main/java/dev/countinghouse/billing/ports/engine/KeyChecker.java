package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.Credential;
import dev.countinghouse.billing.ports.driven.ApiKeys;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.CheckKey;
import java.time.Instant;
import java.util.Optional;

final class KeyChecker implements CheckKey {

    private final Books books;

    KeyChecker(Books books) {
        this.books = books;
    }

    @Override
    public Optional<ApiKey> check(String text) {
        Instant now = books.now();
        Optional<ApiKey> proven = Credential.parse(text).flatMap(credential -> KeyLookup.find(books, credential.key())
                .filter(key -> key.isProvenBy(credential, now)));
        proven.filter(key -> isWorthNoting(key, now)).ifPresent(key -> note(key, now));
        return proven;
    }

    private static boolean isWorthNoting(ApiKey key, Instant now) {
        return key.lastUsedAt()
                .filter(last -> now.isBefore(last.plus(ApiKeys.USE_NOTED_EVERY)))
                .isEmpty();
    }

    private void note(ApiKey key, Instant now) {
        try {
            books.transactions().inTransaction(KeyLookup.scopeOf(key.account()), () -> {
                books.keys().used(key, now);
                return true;
            });
        } catch (UnavailableException later) {
            // the call is not to fail for it; the next one notes it
        }
    }
}
