package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.PriceRefsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryPriceRefsTest extends PriceRefsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
