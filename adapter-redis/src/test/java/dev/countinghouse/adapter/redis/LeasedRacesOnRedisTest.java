package dev.countinghouse.adapter.redis;

import dev.countinghouse.adapter.redis.server.TestRedis;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.LeasedRacesContract;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Duration;
import java.util.UUID;

class LeasedRacesOnRedisTest extends LeasedRacesContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    @Override
    protected LeaseHolder emptyHolder(String name) {
        return new RedisLeases(TestRedis.api(), name + "-" + UUID.randomUUID(), Duration.ofSeconds(10));
    }
}
