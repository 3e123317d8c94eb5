package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadPurchases;
import java.util.List;
import java.util.Optional;

final class PurchaseReader implements ReadPurchases {

    private final Books books;

    PurchaseReader(Books books) {
        this.books = books;
    }

    @Override
    public Optional<Purchase> find(AccountId account, PurchaseId id) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.purchases().find(account, id));
    }

    @Override
    public List<Purchase> list(AccountId account, Optional<PurchaseId> before, int limit) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.purchases().of(account, before, limit));
    }
}
