package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.CreditBalance;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;

/** Tells when credits have run out: when commands leave nothing to spend and nothing held of what there was before. */
final class CreditAnnouncer {

    private final Books books;

    CreditAnnouncer(Books books) {
        this.books = books;
    }

    void announce(AccountId account, BookState before, CreditBook after) {
        CreditBook stored = new CreditBook(before);
        for (CreditUnit unit : before.balances().keySet()) {
            CreditBalance now = after.balance(unit);
            if (!isLeft(now) && isLeft(stored.balance(unit))) {
                new Announcer(books).exhausted(account, now, before.head().entries() + 1);
            }
        }
    }

    private static boolean isLeft(CreditBalance balance) {
        Credits left = balance.available().plus(balance.held());
        return left.signum() > 0;
    }
}
