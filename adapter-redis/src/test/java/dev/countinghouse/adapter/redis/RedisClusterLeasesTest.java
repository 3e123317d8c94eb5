package dev.countinghouse.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.redis.server.RedisProcess;
import dev.countinghouse.adapter.redis.server.TestRedis;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.LeaseHolderRacesContract;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that share the accounts, and refuse a script whose keys are not all with them. */
class RedisClusterLeasesTest extends LeaseHolderRacesContract {

    private static final int SLOTS = 16_384;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static final List<RedisProcess> NODES = new ArrayList<>();
    private Redis client;

    @BeforeAll
    static void startCluster() {
        TestRedis.requireBinary();
        for (int i = 0; i < 2; i++) {
            Path own = folder.resolve("node" + i);
            assertThat(own.toFile().mkdirs()).isTrue();
            NODES.add(new RedisProcess(own, "save \"\"", "cluster-enabled yes", "cluster-node-timeout 5000"));
            Stream<String> half =
                    IntStream.range(i * SLOTS / 2, (i + 1) * SLOTS / 2).mapToObj(Integer::toString);
            NODES.get(i)
                    .command(
                            Command.CLUSTER,
                            Stream.concat(Stream.of("ADDSLOTS"), half).toArray(String[]::new));
        }
        NODES.get(0)
                .command(
                        Command.CLUSTER,
                        "MEET",
                        "127.0.0.1",
                        Integer.toString(NODES.get(1).port()));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!NODES.stream().allMatch(RedisClusterLeasesTest::knowsAll)) {
            assertThat(System.nanoTime()).as("a cluster in time").isLessThan(deadline);
        }
    }

    private static boolean knowsAll(RedisProcess node) {
        return node.command(Command.CLUSTER, "INFO").toString().contains("cluster_state:ok");
    }

    @AfterAll
    static void stopCluster() {
        NODES.forEach(RedisProcess::close);
        NODES.clear();
    }

    @Override
    protected LeaseHolder emptyHolder() {
        RedisOptions options =
                new RedisOptions().setType(RedisClientType.CLUSTER).setMaxPoolWaiting(1_000);
        NODES.forEach(node -> options.addConnectionString("redis://127.0.0.1:" + node.port()));
        client = Redis.createClient(TestRedis.vertx(), options);
        return new RedisLeases(RedisAPI.api(client), "test-" + UUID.randomUUID(), PATIENCE);
    }

    @AfterEach
    void close() {
        client.close();
    }
}
