package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.ReadKeys;
import java.util.List;
import java.util.Optional;

final class KeyReader implements ReadKeys {

    private final Books books;

    KeyReader(Books books) {
        this.books = books;
    }

    @Override
    public Optional<ApiKey> find(KeyId id) {
        return KeyLookup.find(books, id);
    }

    @Override
    public List<ApiKey> list(Optional<AccountId> account, Optional<KeyId> after, int limit) {
        return books.transactions()
                .inTransaction(KeyLookup.scopeOf(account), () -> books.keys().list(account, after, limit));
    }
}
