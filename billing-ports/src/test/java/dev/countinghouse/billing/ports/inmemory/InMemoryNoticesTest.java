package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.NoticesContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryNoticesTest extends NoticesContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
