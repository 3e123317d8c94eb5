package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.CheckoutsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryCheckoutsTest extends CheckoutsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
