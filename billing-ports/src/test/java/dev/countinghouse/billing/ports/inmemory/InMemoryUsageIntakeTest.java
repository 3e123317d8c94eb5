package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UsageIntakeContract;

class InMemoryUsageIntakeTest extends UsageIntakeContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
