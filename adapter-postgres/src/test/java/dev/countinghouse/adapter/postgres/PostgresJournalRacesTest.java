package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.ports.driven.JournalRacesContract;
import dev.countinghouse.billing.ports.driven.Storage;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresJournalRacesTest extends JournalRacesContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected Storage emptyStorage() {
        return TestStorage.emptyIn(DATABASE);
    }
}
