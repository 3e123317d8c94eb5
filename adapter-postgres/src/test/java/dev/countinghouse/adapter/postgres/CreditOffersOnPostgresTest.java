package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.CreditOffersContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class CreditOffersOnPostgresTest extends CreditOffersContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected Storage emptyStorage() {
        return TestStorage.emptyIn(DATABASE);
    }
}
