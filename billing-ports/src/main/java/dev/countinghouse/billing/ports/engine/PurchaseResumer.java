package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.Purchases.Due;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ResumePurchases;
import java.util.List;

/** Puts off the next look before it looks: nobody else looks meanwhile, and one that always fails keeps nobody waiting. */
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
        List<Due> due = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.purchases().dueBy(till.now(), limit));
        AccountFailures failures = new AccountFailures("asked about its purchases for");
        due.forEach(each -> failures.guard(each.account(), () -> look(each)));
        failures.report();
        return due.size();
    }

    private void look(Due due) {
        boolean ours = books.transactions().inTransaction(Scope.of(due.account()), () -> books.purchases()
                .find(due.account(), due.id())
                .filter(purchase -> books.purchases().postpone(due, till.nextLook(purchase, due.looks() + 1)))
                .isPresent());
        if (ours) {
            settler.settle(due.account(), due.id());
        }
    }
}
