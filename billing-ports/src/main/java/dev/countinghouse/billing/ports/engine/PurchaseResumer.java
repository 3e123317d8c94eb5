package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.Purchases.Undecided;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ResumePurchases;
import java.util.List;

/** Puts off the next look before it looks, so that one that always fails does not keep the others waiting. */
final class PurchaseResumer implements ResumePurchases {

    private final Books books;
    private final Till till;
    private final PurchaseSettler settler;

    PurchaseResumer(Books books, CreditDesk desk, Till till) {
        this.books = books;
        this.till = till;
        this.settler = new PurchaseSettler(books, desk, till);
    }

    @Override
    public int resume(int limit) {
        List<Undecided> undecided = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.purchases().undecidedBy(till.now(), limit));
        AccountFailures failures = new AccountFailures("asked about its purchases for");
        undecided.forEach(each -> failures.guard(each.account(), () -> look(each)));
        failures.report();
        return undecided.size();
    }

    private void look(Undecided undecided) {
        books.transactions().inTransaction(Scope.of(undecided.account()), () -> {
            books.purchases().postpone(undecided.account(), undecided.id(), till.nextLook(undecided.looks() + 1));
            return true;
        });
        settler.pursue(undecided.account(), undecided.id());
    }
}
