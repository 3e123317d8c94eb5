package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.LateCallsContract;
import dev.countinghouse.billing.ports.lease.InProcessLeases;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class LateCallsOnPostgresTest extends LateCallsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected Storage emptyStorage() {
        return TestStorage.emptyIn(DATABASE);
    }

    @Override
    protected LeaseHolder emptyHolder(String name) {
        return new InProcessLeases(name, InstantSource.system());
    }
}
