package dev.countinghouse.app.engine;

import dev.countinghouse.adapter.redis.RedisEvents;
import dev.countinghouse.adapter.redis.RedisLeases;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import dev.countinghouse.billing.ports.lease.LeaseBreaker;
import io.vertx.redis.client.RedisAPI;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Redis, where the settings name one: calls are decided there on leases, and messages are heard in real time. */
@Singleton
public class FastPath {

    /** All replicas share it. */
    private static final String HOLDER = "redis";

    private static final LeaseBreaker.Rule RULE =
            new LeaseBreaker.Rule(5, Duration.ofSeconds(10), Duration.ofSeconds(5));
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Optional<RedisAPI> redis;
    private final Settings.Gate settings;
    private final Optional<RedisEvents> events;

    FastPath(
            Instance<RedisAPI> redis,
            @ConfigProperty(name = "quarkus.redis.active") boolean active,
            Settings settings) {
        this.redis = active ? Optional.of(redis.get()) : Optional.empty();
        this.settings = settings.gate();
        this.events =
                this.redis.map(api -> new RedisEvents(api, this.settings.timeout(), PAUSE, InstantSource.system()));
    }

    BillingEngineBuilder connect(BillingEngineBuilder builder) {
        redis.ifPresent(api -> builder.leases(
                new LeaseBreaker(new RedisLeases(api, HOLDER, settings.timeout()), RULE, InstantSource.system()),
                settings.fresh()));
        return builder;
    }

    /** Who publishes messages in Redis. */
    public Optional<RedisEvents> events() {
        return events;
    }
}
