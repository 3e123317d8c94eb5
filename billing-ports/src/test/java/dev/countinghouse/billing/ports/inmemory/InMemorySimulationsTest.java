package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.SimulationsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemorySimulationsTest extends SimulationsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
