package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UsageContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract once more, with the meters published before any usage, so that rollups answer. */
class RolledUpUsageTest extends UsageContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected Storage emptyStorage() {
        DATABASE.clear();
        Storage storage = PostgresStorage.over(DATABASE.service(), DATABASE.system());
        Meters.publish(storage, Meters.all());
        return storage;
    }
}
