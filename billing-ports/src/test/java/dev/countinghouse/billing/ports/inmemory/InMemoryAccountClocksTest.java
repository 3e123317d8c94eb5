package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.AccountClocksContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryAccountClocksTest extends AccountClocksContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
