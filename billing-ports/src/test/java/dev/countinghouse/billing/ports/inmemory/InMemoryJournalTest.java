package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.JournalContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryJournalTest extends JournalContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
