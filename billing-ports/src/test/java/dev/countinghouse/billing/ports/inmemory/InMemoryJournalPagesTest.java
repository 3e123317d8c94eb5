package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.JournalPagesContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryJournalPagesTest extends JournalPagesContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
