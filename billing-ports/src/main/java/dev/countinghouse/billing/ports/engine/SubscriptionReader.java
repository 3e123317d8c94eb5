package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.ReadSubscriptions;
import java.util.List;
import java.util.Optional;

final class SubscriptionReader implements ReadSubscriptions {

    private final Books books;

    SubscriptionReader(Books books) {
        this.books = books;
    }

    @Override
    public Optional<Standing> find(SubscriptionId id) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.subscriptions().find(id))
                .map(this::standing);
    }

    @Override
    public List<Standing> of(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            return books.subscriptions().of(account).stream()
                    .map(this::standing)
                    .toList();
        });
    }

    private Standing standing(Subscribed stored) {
        return new Standing(
                stored.subscription(),
                stored.nextDueAt(),
                stored.revision(),
                books.now(stored.subscription().account()));
    }
}
