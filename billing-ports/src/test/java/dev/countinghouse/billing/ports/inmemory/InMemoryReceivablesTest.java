package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.ReceivablesContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryReceivablesTest extends ReceivablesContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
