package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.BackfillsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryBackfillsTest extends BackfillsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
