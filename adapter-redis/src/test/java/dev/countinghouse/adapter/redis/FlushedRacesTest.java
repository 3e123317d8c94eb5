package dev.countinghouse.adapter.redis;

import dev.countinghouse.adapter.redis.server.RedisProcess;
import dev.countinghouse.adapter.redis.server.TestRedis;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisAPI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Somebody deletes all that there is, again and again. */
class FlushedRacesTest extends MishapRaces {

    private static final int FLUSHES = 3;

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
        for (int i = 0; i < FLUSHES; i++) {
            awaitLease(server);
            awaitSpent(server);
            server.command(Command.FLUSHALL);
            useUp();
        }
    }
}
