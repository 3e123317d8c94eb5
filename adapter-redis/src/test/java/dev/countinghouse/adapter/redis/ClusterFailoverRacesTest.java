package dev.countinghouse.adapter.redis;

import dev.countinghouse.adapter.redis.server.RedisCluster;
import dev.countinghouse.adapter.redis.server.RedisProcess;
import dev.countinghouse.adapter.redis.server.TestRedis;
import io.vertx.redis.client.RedisAPI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a cluster a replica takes over that has not got what was written last, again and again: the one that was master is killed,
 * or goes on until it hears of it.
 */
@EnabledIfSystemProperty(named = "heavy", matches = "true")
class ClusterFailoverRacesTest extends MishapRaces {

    private static final int FAILOVERS = 10;

    @TempDir
    private static Path folder;

    private static RedisCluster cluster;
    private static RedisProcess master;
    private static RedisProcess replica;
    private static RedisAPI api;

    @BeforeAll
    static void startCluster() {
        TestRedis.requireBinary();
        cluster = new RedisCluster(folder, 2);
        master = cluster.master(ACCOUNT);
        replica = cluster.replicaOf(master);
        api = RedisAPI.api(cluster.client());
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Override
    RedisAPI api() {
        return api;
    }

    @Override
    protected void meanwhile() {
        for (int i = 0; i < FAILOVERS; i++) {
            awaitLease(master);
            RedisProcess failing = master;
            cluster.failOver(master, replica, () -> awaitSpent(failing), i % 2 == 0);
            master = replica;
            replica = failing;
            useUp();
        }
        awaitLease(master);
    }
}
