package dev.countinghouse.adapter.redis;

import dev.countinghouse.adapter.redis.server.TestRedis;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.LeaseHolderContract;
import java.time.Duration;
import java.util.UUID;

class RedisLeasesTest extends LeaseHolderContract {

    @Override
    protected LeaseHolder emptyHolder() {
        return new RedisLeases(TestRedis.api(), "test-" + UUID.randomUUID(), Duration.ofSeconds(10));
    }
}
