package dev.countinghouse.benchmarks;

import dev.countinghouse.adapter.redis.RedisLeases;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Order;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Part;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import redis.embedded.RedisServer;

/**
 * Calls that are reserved through Redis, against GET on the same connection and against bucket4j on one hot key of the same
 * server. Base and subject take turns in one process, all on one machine; wall time.
 */
public final class GateBenchmarks {

    private static final int ROUNDS = 5;
    private static final int WARM_UP = 2;
    private static final int STEPS = 8_000;
    private static final int IN_FLIGHT = 16;
    private static final int CALLERS = 32;

    /** bucket4j is slow on a hot key: it does so much less, and its time is taken that many times. */
    private static final int SHARE = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final BoundKey TOKENS = new BoundKey("meter/tokens");
    private static final EventData DATA = EventData.of(Map.of(
            "model",
            Value.of("gpt-4o"),
            "user",
            Value.of("u-4711"),
            "input",
            Value.of(1200),
            "output",
            Value.of(4096)));

    private final RedisAPI redis;
    private final LeaseHolder leases;
    private final Bucket bucket;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private int account;

    private GateBenchmarks(RedisAPI redis, RedisClient peer) {
        this.redis = redis;
        this.leases = new RedisLeases(redis, "bench", PATIENCE);
        BucketConfiguration endless = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(1_000_000_000L).refillGreedy(1_000_000_000L, Duration.ofDays(1)))
                .build();
        this.bucket = Bucket4jLettuce.casBasedBuilder(peer)
                .build()
                .builder()
                .build("hot".getBytes(StandardCharsets.UTF_8), () -> endless);
    }

    public static void main(String[] args) throws Exception {
        int port = freePort();
        RedisServer server =
                RedisServer.newRedisServer().port(port).setting("save \"\"").build();
        server.start();
        Vertx vertx = Vertx.vertx();
        RedisClient peer = RedisClient.create("redis://127.0.0.1:" + port);
        try {
            String url = "redis://127.0.0.1:" + port;
            RedisAPI redis = RedisAPI.api(wait(Redis.createClient(vertx, url).connect()));
            GateBenchmarks benchmarks = new GateBenchmarks(redis, peer);
            benchmarks.run();
            benchmarks.callers.shutdown();
        } finally {
            peer.shutdown();
            vertx.close();
            server.stop();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static <T> T wait(Future<T> answer) throws Exception {
        return answer.toCompletionStage().toCompletableFuture().get();
    }

    /** One operation, by its number. */
    private interface Step {
        void run(int number) throws Exception;
    }

    private void run() throws Exception {
        wait(redis.set(List.of("got", "1")));
        String bare = wait(redis.script(List.of("LOAD", "return 1"))).toString();
        Step get = number -> wait(redis.get("got"));
        Step evalsha = number -> wait(redis.evalsha(List.of(bare, "1", "got")));
        compare("reserve, one after the other; GET = 1", get, 1, 1, 0.70);
        compare("reserve, 16 in flight; GET = 1", get, IN_FLIGHT, 1, 0.70);
        compare("reserve, 16 in flight; bare EVALSHA = 1", evalsha, IN_FLIGHT, 1, 0);
        compare("reserve, 32 callers of one account; bucket4j = 1", number -> consume(), CALLERS, SHARE, 10);
        serverSide();
    }

    private void consume() {
        if (!bucket.tryConsume(1)) {
            throw new IllegalStateException("the bucket is empty");
        }
    }

    private void compare(String name, Step base, int callers, int share, double wanted) throws Exception {
        Ratios ratios = new Ratios(ROUNDS, WARM_UP);
        List<Long> baseTimes = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (int round = 0; round < ROUNDS + WARM_UP; round++) {
            if (round == WARM_UP) {
                baseTimes.clear();
                times.clear();
            }
            AccountId own = new AccountId("a" + account++);
            leases.lend(own, TOKENS, 1, Fraction.of(1_000_000_000_000L), NOW.plusSeconds(3600));
            long start = System.nanoTime();
            baseTimes.addAll(timed(STEPS / share, callers, base));
            long did = System.nanoTime();
            times.addAll(timed(STEPS, callers, number -> reserve(own, number)));
            ratios.add((did - start) * share, System.nanoTime() - did);
        }
        ratios.print(name, wanted);
        System.out.printf(
                Locale.ROOT,
                "    p50 %d µs and %d µs, p99 %d µs and %d µs%n",
                quantile(baseTimes, 0.5),
                quantile(times, 0.5),
                quantile(baseTimes, 0.99),
                quantile(times, 0.99));
    }

    private void reserve(AccountId own, int number) {
        Call call = new Call(new ReservationId("c" + number), own, "llm.call", DATA, Collections.emptySortedMap());
        Order order = new Order(
                call, NOW, NOW.plusSeconds(60), List.of(new Part(TOKENS, Fraction.of(5_296))), List.of(), List.of());
        if (!(leases.spend(order) instanceof LeaseHolder.Outcome.Spent)) {
            throw new IllegalStateException("call " + number + " was refused");
        }
    }

    /** What each step took, in nanoseconds. */
    private List<Long> timed(int steps, int callers, Step step) throws Exception {
        List<Callable<List<Long>>> shares = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            int first = caller;
            shares.add(() -> {
                List<Long> took = new ArrayList<>();
                for (int number = first; number < steps; number += callers) {
                    long start = System.nanoTime();
                    step.run(number);
                    took.add(System.nanoTime() - start);
                }
                return took;
            });
        }
        List<Long> all = new ArrayList<>();
        for (var share : this.callers.invokeAll(shares)) {
            all.addAll(share.get());
        }
        return all;
    }

    private static long quantile(List<Long> nanos, double share) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[(int) (sorted.length * share)] / 1_000;
    }

    /** What the server itself takes: of each command by its own statistics, and of INFO in a loop inside a script. */
    private void serverSide() throws Exception {
        String loop = "local start = redis.call('TIME') for i = 1, 20000 do redis.call(unpack(ARGV)) end"
                + " local stop = redis.call('TIME')"
                + " return (stop[1] - start[1]) * 1000000 + stop[2] - start[2]";
        Map<String, Double> micros = new TreeMap<>();
        for (List<String> command : List.of(List.of("INFO", "replication"), List.of("GET", "got"))) {
            List<String> words = new ArrayList<>(List.of(loop, "0"));
            words.addAll(command);
            long[] took = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                took[round] = wait(redis.eval(words)).toLong();
            }
            Arrays.sort(took);
            micros.put(String.join(" ", command), took[ROUNDS / 2] / 20_000.0);
        }
        System.out.println("inside a script, µs: " + micros);
        wait(redis.config(List.of("RESETSTAT")));
        AccountId own = new AccountId("a" + account++);
        leases.lend(own, TOKENS, 1, Fraction.of(1_000_000_000_000L), NOW.plusSeconds(3600));
        timed(STEPS, 1, number -> reserve(own, number));
        Response statistics = wait(redis.info(List.of("commandstats")));
        statistics
                .toString()
                .lines()
                .filter(line -> line.startsWith("cmdstat_evalsha:"))
                .forEach(System.out::println);
    }
}
