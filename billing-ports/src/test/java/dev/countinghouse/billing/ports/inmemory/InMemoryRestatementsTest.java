package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.RestatementsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryRestatementsTest extends RestatementsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
