package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.ports.standin.InvoicedTermsContract;
import dev.countinghouse.billing.ports.standin.StandInBook;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresInvoicedTermsTest extends InvoicedTermsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected StandInBook emptyBook() {
        DATABASE.clear();
        return PostgresStandInBook.ofPayments(new PostgresTransactions(DATABASE.service(), DATABASE.system()));
    }
}
