package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.ReservationsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryReservationsTest extends ReservationsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
