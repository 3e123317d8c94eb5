package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.SubscriptionsContract;

class InMemorySubscriptionsTest extends SubscriptionsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
