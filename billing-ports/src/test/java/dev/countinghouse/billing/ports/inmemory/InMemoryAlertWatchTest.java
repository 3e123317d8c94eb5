package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.AlertWatchContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryAlertWatchTest extends AlertWatchContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
