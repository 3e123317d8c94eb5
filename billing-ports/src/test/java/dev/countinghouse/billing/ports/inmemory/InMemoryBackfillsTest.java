package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.BackfillsContract;

class InMemoryBackfillsTest extends BackfillsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
