package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.CustomersContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryCustomersTest extends CustomersContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
