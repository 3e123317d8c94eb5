package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.OutboxContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryOutboxTest extends OutboxContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
