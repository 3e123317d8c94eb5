package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.EventPagesContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryEventPagesTest extends EventPagesContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
