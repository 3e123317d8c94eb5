package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.InvoicesContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryInvoicesTest extends InvoicesContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
