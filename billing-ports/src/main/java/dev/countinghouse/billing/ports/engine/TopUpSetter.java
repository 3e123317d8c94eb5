package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.TopUp;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.SetTopUp;
import java.time.Instant;
import java.util.Optional;

/** Keeps when credits are bought by themselves, and notes at once if that is now. */
final class TopUpSetter implements SetTopUp {

    private final Books books;
    private final CreditDesk desk;

    TopUpSetter(Books books, CreditDesk desk) {
        this.books = books;
        this.desk = desk;
    }

    @Override
    public Outcome set(AccountId account, TopUp topUp) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            return CreditOffer.of(view, new Wish.Amount(topUp.amount()), books.now(account))
                    .fold(
                            made -> keep(account, topUp),
                            refused -> new Outcome.Refused(refused.field(), refused.reason()));
        });
    }

    private Outcome keep(AccountId account, TopUp topUp) {
        // before, because the wish is kept with the ledger, and after, to note it if few credits are left
        desk.open(account);
        books.journal().setTopUp(account, Optional.of(topUp));
        books.purchases().stopTopUps(account, Optional.empty());
        desk.open(account);
        return new Outcome.Done(topUp);
    }

    @Override
    public void clear(AccountId account) {
        books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            books.journal().setTopUp(account, Optional.empty());
            books.journal().takeTopUp(account);
            books.purchases().stopTopUps(account, Optional.empty());
            return true;
        });
    }

    @Override
    public Standing read(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            return new Standing(topUp(books, account), books.purchases().topUpsStopped(account));
        });
    }

    static Optional<TopUp> topUp(Books books, AccountId account) {
        Instant now = books.now(account);
        return books.journal().read(Needs.of(account, now)).flatMap(BookState::topUp);
    }
}
