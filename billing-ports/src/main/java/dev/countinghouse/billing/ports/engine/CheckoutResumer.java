package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.Checkouts.Due;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ResumeCheckouts;
import java.util.List;

/** Puts off the next look before it looks, as with purchases. */
final class CheckoutResumer implements ResumeCheckouts {

    private final Books books;
    private final Till till;
    private final CheckoutSettler settler;

    CheckoutResumer(Books books, Till till, CheckoutSettler settler) {
        this.books = books;
        this.till = till;
        this.settler = settler;
    }

    @Override
    public int resume(int limit) {
        List<Due> due = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.checkouts().dueBy(till.now(), limit));
        AccountFailures failures = new AccountFailures("asked about its checkouts for");
        due.forEach(each -> failures.guard(each.account(), () -> look(each)));
        failures.report();
        return due.size();
    }

    private void look(Due due) {
        boolean ours = books.transactions().inTransaction(Scope.of(due.account()), () -> books.checkouts()
                .postpone(due, Till.nextLook(till.now(), due.looks() + 1)));
        if (ours) {
            settler.settle(due.account(), due.id());
        }
    }
}
