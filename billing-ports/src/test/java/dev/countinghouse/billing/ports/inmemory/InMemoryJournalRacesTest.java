package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.JournalRacesContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryJournalRacesTest extends JournalRacesContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
