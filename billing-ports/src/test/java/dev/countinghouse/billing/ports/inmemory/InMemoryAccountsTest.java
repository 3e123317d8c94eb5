package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.AccountsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryAccountsTest extends AccountsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
