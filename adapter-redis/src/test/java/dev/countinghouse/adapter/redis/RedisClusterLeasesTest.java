package dev.countinghouse.adapter.redis;

import dev.countinghouse.adapter.redis.server.RedisCluster;
import dev.countinghouse.adapter.redis.server.TestRedis;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.LeaseHolderRacesContract;
import io.vertx.redis.client.RedisAPI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that share the accounts, and refuse a script whose keys are not all with them. */
class RedisClusterLeasesTest extends LeaseHolderRacesContract {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static RedisCluster cluster;

    @BeforeAll
    static void startCluster() {
        TestRedis.requireBinary();
        cluster = new RedisCluster(folder, 2);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Override
    protected LeaseHolder emptyHolder() {
        return new RedisLeases(RedisAPI.api(cluster.client()), "test-" + UUID.randomUUID(), PATIENCE);
    }
}
