package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UsageContract;

class InMemoryUsageTest extends UsageContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
