package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.DeliveriesContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryDeliveriesTest extends DeliveriesContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
