package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.ports.driven.ProviderInvoicesContract;
import dev.countinghouse.billing.ports.driven.Storage;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresProviderInvoicesTest extends ProviderInvoicesContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected Storage emptyStorage() {
        return TestStorage.emptyIn(DATABASE);
    }
}
