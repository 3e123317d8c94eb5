package dev.countinghouse.adapter.redis;

import dev.countinghouse.adapter.redis.server.TestRedis;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.LeaseHolderStandingsContract;
import java.time.Duration;
import java.util.UUID;

class RedisLeasesStandingsTest extends LeaseHolderStandingsContract {

    @Override
    protected LeaseHolder emptyHolder() {
        return new RedisLeases(TestRedis.api(), "test-" + UUID.randomUUID(), Duration.ofSeconds(10));
    }
}
