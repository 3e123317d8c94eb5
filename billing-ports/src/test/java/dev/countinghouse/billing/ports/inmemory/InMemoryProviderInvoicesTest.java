package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.ProviderInvoicesContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryProviderInvoicesTest extends ProviderInvoicesContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
