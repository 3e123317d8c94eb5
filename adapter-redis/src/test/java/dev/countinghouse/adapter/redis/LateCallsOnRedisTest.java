package dev.countinghouse.adapter.redis;

import dev.countinghouse.adapter.redis.server.TestRedis;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.LateCallsContract;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Duration;
import java.util.UUID;

class LateCallsOnRedisTest extends LateCallsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    @Override
    protected LeaseHolder emptyHolder(String name) {
        return new RedisLeases(TestRedis.api(), name + "-" + UUID.randomUUID(), Duration.ofSeconds(10));
    }
}
