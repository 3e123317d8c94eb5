package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.ports.standin.InvoicedTogetherContract;
import dev.countinghouse.billing.ports.standin.StandInBook;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresInvoicedTogetherTest extends InvoicedTogetherContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected StandInBook emptyBook() {
        DATABASE.clear();
        return PostgresStandInBook.ofPayments(new PostgresTransactions(DATABASE.service(), DATABASE.system()));
    }
}
