package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.JournalDueContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryJournalDueTest extends JournalDueContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
