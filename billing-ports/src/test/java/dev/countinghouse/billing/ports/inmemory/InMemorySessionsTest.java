package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.SessionsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemorySessionsTest extends SessionsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
