package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.LifeCrashContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class LifeCrashOnPostgresTest extends LifeCrashContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected Storage emptyStorage() {
        return TestStorage.emptyIn(DATABASE);
    }

    @Override
    protected int crashes() {
        return 1;
    }
}
