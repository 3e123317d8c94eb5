package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.util.Optional;
import java.util.function.Function;

/** Keys are found as the system, because their account is not known before, and changed bound to their account. */
final class KeyLookup {

    private KeyLookup() {}

    static Scope scopeOf(Optional<AccountId> account) {
        return account.map(Scope::of).orElse(Scope.SYSTEM);
    }

    static Optional<ApiKey> find(Books books, KeyId id) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.keys().find(id));
    }

    /** Does something with a key that nobody else changes meanwhile. */
    static <T> T change(Books books, KeyId id, Function<ApiKey, T> change) {
        ApiKey found = find(books, id).orElseThrow(() -> unknown(id));
        return books.transactions()
                .inTransaction(
                        scopeOf(found.account()),
                        () -> change.apply(books.keys().lock(id).orElseThrow(() -> unknown(id))));
    }

    private static UnknownException unknown(KeyId id) {
        return new UnknownException("there is no key '" + id + "'");
    }
}
