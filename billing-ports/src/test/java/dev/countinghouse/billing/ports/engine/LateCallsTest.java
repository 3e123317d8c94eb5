package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.lease.InProcessLeases;
import java.time.InstantSource;

class LateCallsTest extends LateCallsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    @Override
    protected LeaseHolder emptyHolder(String name) {
        return new InProcessLeases(name, InstantSource.system());
    }
}
