package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

final class TimeReader implements ReadTime {

    private final Books books;

    TimeReader(Books books) {
        this.books = books;
    }

    @Override
    public Instant now() {
        return books.now();
    }

    @Override
    public Instant now(AccountId account) {
        return books.now(account);
    }

    @Override
    public Instant nowOf(String subject) {
        if (!books.hasTestClocks()) {
            return books.now();
        }
        Optional<AccountId> owner = books.transactions()
                .inTransaction(
                        Scope.SYSTEM,
                        () -> Optional.ofNullable(
                                books.accounts().ownersOf(Set.of(subject)).get(subject)));
        return owner.map(books::now).orElseGet(books::now);
    }
}
