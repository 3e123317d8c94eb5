package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.Purchases.Due;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ResumePurchases;
import java.util.List;

/**
 * Puts off the next look before it looks: nobody else looks meanwhile, and one that always fails keeps nobody waiting. What is
 * paid is put off by hours, and by days or weeks once somebody has looked, so that a look that fails costs hours.
 */
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
        if (claim(due)) {
            settler.settle(due.account(), due.id());
            putOffFurther(new Due(due.account(), due.id(), due.looks() + 1));
        }
    }

    private boolean claim(Due due) {
        return books.transactions().inTransaction(Scope.of(due.account()), () -> books.purchases()
                .find(due.account(), due.id())
                .filter(purchase -> books.purchases().postpone(due, till.claim(purchase, due.looks() + 1)))
                .isPresent());
    }

    /** What is open, or was changed by what was seen, has its next look. */
    private void putOffFurther(Due claimed) {
        books.transactions().inTransaction(Scope.of(claimed.account()), () -> books.purchases()
                .find(claimed.account(), claimed.id())
                .filter(purchase -> !purchase.isOpen())
                .map(purchase -> books.purchases().postpone(claimed, till.nextLook(purchase, claimed.looks() + 1))));
    }
}
