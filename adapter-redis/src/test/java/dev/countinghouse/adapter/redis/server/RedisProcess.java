package dev.countinghouse.adapter.redis.server;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A Redis of its own, that a test may stop, start again and connect to others. */
public final class RedisProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final int port;
    private final List<String> settings;
    private final List<Redis> clients = new ArrayList<>();
    private RedisServer server;

    /** @param folder where it keeps what it writes */
    public RedisProcess(Path folder, String... settings) {
        this.port = freePort();
        this.settings = new ArrayList<>(List.of(settings));
        this.settings.add("dir " + folder);
        start();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void start() {
        try {
            RedisServerBuilder builder = RedisServer.newRedisServer().port(port).bind("127.0.0.1");
            settings.forEach(builder::setting);
            server = builder.build();
            server.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Without saving anything. */
    public void kill() {
        try {
            command(Command.SHUTDOWN, "NOSAVE");
        } catch (IllegalStateException closed) {
            // it does not answer any more
        }
        stop();
    }

    public void stop() {
        try {
            server.stop();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int port() {
        return port;
    }

    public RedisAPI api() {
        Redis client = Redis.createClient(TestRedis.VERTX, "redis://127.0.0.1:" + port);
        clients.add(client);
        return RedisAPI.api(client);
    }

    public Response command(Command command, String... arguments) {
        Redis client = Redis.createClient(TestRedis.VERTX, "redis://127.0.0.1:" + port);
        try {
            return RedisAPI.api(client)
                    .send(command, arguments)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(command + " failed", failure);
        } finally {
            client.close();
        }
    }

    /** What it says of itself and of whom it follows; empty if it does not say. */
    public String replication(String field) {
        return command(Command.INFO, "replication")
                .toString()
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .findFirst()
                .map(line -> line.substring(field.length() + 1).strip())
                .orElse("");
    }

    public static void until(String what, BooleanSupplier done) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not within " + PATIENCE + ": " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        clients.forEach(Redis::close);
        stop();
    }
}
