package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.ports.standin.PaymentStandInBook;
import dev.countinghouse.billing.ports.standin.PaymentStandInBookContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresPaymentStandInBookTest extends PaymentStandInBookContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected PaymentStandInBook emptyBook() {
        DATABASE.clear();
        return new PostgresPaymentStandInBook(new PostgresTransactions(DATABASE.service(), DATABASE.system()));
    }
}
