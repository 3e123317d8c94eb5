package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.ApiKeysContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryApiKeysTest extends ApiKeysContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
