package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.InvoicedUsageContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryInvoicedUsageTest extends InvoicedUsageContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
