package dev.countinghouse.adapter.redis.server;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import redis.embedded.core.ExecutableProvider;

/**
 * The server all tests of this JVM share: the one that {@code -Dcountinghouse.test.redis.url} names, else one from a jar. Where
 * that has none for the platform, tests are skipped and say why.
 */
public final class TestRedis {

    static final Vertx VERTX = Vertx.vertx();
    private static final int CONNECTIONS = 8;
    private static final int WAITING = 1_000;

    private static String url;
    private static String missing;

    private TestRedis() {}

    public static synchronized String url() {
        if (url == null) {
            String configured = System.getProperty("countinghouse.test.redis.url", "");
            url = configured.isBlank() ? embedded() : configured;
        }
        return url;
    }

    public static Vertx vertx() {
        return VERTX;
    }

    /** A client of its own. */
    public static Redis client() {
        return Redis.createClient(
                VERTX,
                new RedisOptions()
                        .setConnectionString(url())
                        .setMaxPoolSize(CONNECTIONS)
                        .setMaxPoolWaiting(WAITING));
    }

    public static RedisAPI api() {
        return Shared.API;
    }

    private static final class Shared {
        private static final RedisAPI API = RedisAPI.api(client());
    }

    @SuppressWarnings("resource") // lives as long as this JVM
    private static String embedded() {
        requireBinary();
        RedisProcess process = new RedisProcess(emptyFolder(), "save \"\"");
        Runtime.getRuntime().addShutdownHook(new Thread(process::stop));
        return "redis://127.0.0.1:" + process.port();
    }

    /** Skips the test where no server can be started. */
    public static synchronized void requireBinary() {
        if (missing == null) {
            missing = reason();
            if (!missing.isEmpty()) {
                System.out.println(missing);
            }
        }
        Assumptions.assumeTrue(missing.isEmpty(), missing);
    }

    private static String reason() {
        try {
            ExecutableProvider.newJarResourceProvider().get();
            return "";
        } catch (IOException | RuntimeException absent) {
            return "no Redis for tests on this platform (" + absent + "): name one with -Dcountinghouse.test.redis.url";
        }
    }

    public static Path emptyFolder() {
        try {
            return Files.createTempDirectory("redis");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
