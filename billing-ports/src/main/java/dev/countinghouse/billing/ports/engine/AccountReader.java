package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadAccounts;
import java.util.List;
import java.util.Optional;

final class AccountReader implements ReadAccounts {

    private final Books books;

    AccountReader(Books books) {
        this.books = books;
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return books.transactions()
                .inTransaction(Scope.of(id), () -> books.accounts().find(id));
    }

    @Override
    public List<Account> list(Optional<AccountId> after, int limit) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.accounts().list(after, limit));
    }
}
