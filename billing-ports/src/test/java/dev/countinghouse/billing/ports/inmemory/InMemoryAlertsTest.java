package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.AlertsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryAlertsTest extends AlertsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
