package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.CataloguesContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryCataloguesTest extends CataloguesContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
