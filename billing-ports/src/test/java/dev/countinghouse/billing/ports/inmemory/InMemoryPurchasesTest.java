package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.PurchasesContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryPurchasesTest extends PurchasesContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
