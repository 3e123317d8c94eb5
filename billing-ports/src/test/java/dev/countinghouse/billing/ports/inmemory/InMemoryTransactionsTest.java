package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.TransactionsContract;

class InMemoryTransactionsTest extends TransactionsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
