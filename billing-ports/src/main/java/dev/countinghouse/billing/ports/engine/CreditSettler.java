package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.SettleCredits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class CreditSettler implements SettleCredits {

    private final Books books;
    private final CreditDesk desk;

    CreditSettler(Books books, CreditDesk desk) {
        this.books = books;
        this.desk = desk;
    }

    @Override
    public void settle(AccountId account) {
        books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            List<UsageBurner.Main> running = UsageBurner.paysWithCredits(view)
                    ? UsageBurner.periods(view, Set.of(books.now(account)))
                    : List.of();
            return desk.within(UsageBurner.command(view, running));
        });
    }

    @Override
    public List<AccountId> due(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", at least 1 account has to be settled");
        }
        return dueBy(books.now(), limit);
    }

    /** Only if there is something; an account without credits is not looked at. */
    void settleDue(AccountId account) {
        if (nextDue(account).filter(at -> !at.isAfter(books.now(account))).isPresent()) {
            settle(account);
        }
    }

    List<AccountId> dueBy(Instant instant, int limit) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.journal().dueBy(instant, limit));
    }

    Optional<Instant> nextDue(AccountId account) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.journal().nextDue(account));
    }
}
