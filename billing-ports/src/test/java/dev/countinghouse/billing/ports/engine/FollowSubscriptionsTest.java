package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;

class FollowSubscriptionsTest extends FollowSubscriptionsContract {

    @Override
    protected void check(OutboxMessage message) {
        MessageSchemaTest.fits(message);
    }

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }
}
