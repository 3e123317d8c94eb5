package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.money.Fraction;

/** Where the credits of a grant come from, and go back to when it is taken back. */
enum GrantSource {
    /** Given away. */
    GIVEN(LedgerAccount.COST),
    /** Bought with money of the same unit. */
    BOUGHT(LedgerAccount.RECEIVABLE),
    /** Bought with money of another unit: each unit balances in itself, with the conversion between them. */
    CONVERTED(LedgerAccount.CONVERSION);

    private final LedgerAccount account;

    GrantSource(LedgerAccount account) {
        this.account = account;
    }

    static GrantSource of(Grant grant) {
        return grant.order()
                .paid()
                .map(paid -> paid.unit().equals(grant.amount().unit()) ? BOUGHT : CONVERTED)
                .orElse(GIVEN);
    }

    LedgerAccount account() {
        return account;
    }

    /** The price of some of the credits, to twelve decimals. */
    Credits share(Grant grant, Credits credits) {
        Credits paid = grant.order().paid().orElse(credits);
        return this == CONVERTED
                ? paid.share(Fraction.of(credits.value())
                        .dividedBy(Fraction.of(grant.order().amount().value())))
                : credits;
    }

    void post(Stock stock, Credits credits, Credits money, Postings postings) {
        stock.counter(account, credits, postings);
        if (this == CONVERTED) {
            stock.counter(LedgerAccount.RECEIVABLE, money, postings);
            stock.counter(LedgerAccount.CONVERSION, money.negate(), postings);
        }
    }
}
