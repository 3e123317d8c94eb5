package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.RandomLedgersContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryRandomLedgersTest extends RandomLedgersContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
