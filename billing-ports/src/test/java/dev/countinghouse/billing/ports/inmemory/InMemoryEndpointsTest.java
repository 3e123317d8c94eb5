package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.EndpointsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryEndpointsTest extends EndpointsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
