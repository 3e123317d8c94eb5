package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.MirrorsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryMirrorsTest extends MirrorsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
