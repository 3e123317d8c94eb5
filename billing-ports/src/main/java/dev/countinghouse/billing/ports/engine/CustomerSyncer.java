package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.Customers.Due;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.SyncCustomers;
import java.util.List;

final class CustomerSyncer implements SyncCustomers {

    private final Books books;
    private final Till till;
    private final CustomerDesk desk;

    CustomerSyncer(ReceivableBook receivables) {
        this.books = receivables.books();
        this.till = receivables.till();
        this.desk = new CustomerDesk(receivables);
    }

    @Override
    public int sync(int limit) {
        List<Due> due = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.customers().dueBy(till.now(), limit));
        AccountFailures failures = new AccountFailures("brought together with its customer at the provider");
        due.forEach(each -> failures.guard(each.account(), () -> desk.look(each)));
        failures.report();
        return due.size();
    }
}
