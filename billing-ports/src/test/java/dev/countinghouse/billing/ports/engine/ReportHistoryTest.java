package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;

class ReportHistoryTest extends ReportHistoryContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    @Override
    protected int histories() {
        return 60;
    }
}
