package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.PaymentRefsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryPaymentRefsTest extends PaymentRefsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
