package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.ProvisionsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryProvisionsTest extends ProvisionsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
