package dev.countinghouse.adapter.redis;

import dev.countinghouse.adapter.redis.server.TestRedis;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import dev.countinghouse.billing.ports.engine.PlanLimitsContract;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Duration;
import java.util.UUID;

class PlanLimitsOnRedisTest extends PlanLimitsContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    @Override
    protected BillingEngineBuilder wired(BillingEngineBuilder builder) {
        return builder.leases(
                new RedisLeases(TestRedis.api(), "test-" + UUID.randomUUID(), Duration.ofSeconds(10)),
                Duration.ofMinutes(1));
    }
}
