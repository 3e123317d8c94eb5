package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;

/** With the credits that they are paid with. */
class RunSessionsTest extends RunSessionsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
