package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.MirrorsPutContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryMirrorsPutTest extends MirrorsPutContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
