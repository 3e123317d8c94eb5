package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.CustomerRefsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryCustomerRefsTest extends CustomerRefsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
