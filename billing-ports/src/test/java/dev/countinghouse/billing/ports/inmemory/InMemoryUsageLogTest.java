package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UsageLogContract;

class InMemoryUsageLogTest extends UsageLogContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
