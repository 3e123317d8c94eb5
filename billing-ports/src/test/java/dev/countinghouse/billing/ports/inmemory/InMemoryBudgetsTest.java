package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.BudgetsContract;
import dev.countinghouse.billing.ports.driven.Storage;

class InMemoryBudgetsTest extends BudgetsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
