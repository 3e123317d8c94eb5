package dev.countinghouse.adapter.redis;

import dev.countinghouse.adapter.redis.server.RedisProcess;
import dev.countinghouse.adapter.redis.server.TestRedis;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisAPI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed and comes back with what it had a while ago, again and again. */
@EnabledIfSystemProperty(named = "heavy", matches = "true")
class RestartedRacesTest extends MishapRaces {

    private static final int RESTARTS = 10;

    @TempDir
    private static Path folder;

    private static RedisProcess server;

    @BeforeAll
    static void startServer() {
        TestRedis.requireBinary();
        server = new RedisProcess(folder, "save \"\"");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    RedisAPI api() {
        return server.api();
    }

    @Override
    protected void meanwhile() {
        for (int i = 0; i < RESTARTS; i++) {
            awaitLease(server);
            server.command(Command.SAVE);
            awaitSpent(server);
            server.kill();
            server.start();
            useUp();
        }
    }
}
