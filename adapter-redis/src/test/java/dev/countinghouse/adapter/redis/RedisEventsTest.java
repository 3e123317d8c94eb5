package dev.countinghouse.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.redis.server.RedisProcess;
import dev.countinghouse.adapter.redis.server.TestRedis;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisEventsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.5Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final BlockingQueue<List<String>> heard = new LinkedBlockingQueue<>();
    private Instant time = NOW;

    @Test
    void aListenerHearsAnAccountsMessagesInOrder() throws Exception {
        RedisEvents events = new RedisEvents(TestRedis.api(), PATIENCE, PAUSE, () -> time);
        AccountId odd = new AccountId("münchen {1} * \uD83D\uDE00");
        Redis client = TestRedis.client();
        RedisConnection listener = listen(client, Command.SUBSCRIBE, RedisEvents.channel(odd));
        List<List<String>> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.deliver(message("other", "k" + i, "{}"));
            events.deliver(message(odd.value(), "k\"" + i, "{\"a\": [1.50, \"é\\n\"]}"));
            expected.add(List.of(
                    "message",
                    RedisEvents.channel(odd),
                    "{\"account\":\"" + odd + "\",\"type\":\"invoice.issued\",\"key\":\"k\\\"" + i
                            + "\",\"timestamp\":\"2026-03-01T10:00:00.500Z\",\"data\":{\"a\": [1.50, \"é\\n\"]}}"));
        }
        assertThat(hear(200)).isEqualTo(expected);
        assertThat(events.missed()).isZero();
        listener.close();
        client.close();
    }

    @Test
    void allAccountsAreHeardByAPattern() throws Exception {
        RedisEvents events = new RedisEvents(TestRedis.api(), PATIENCE, PAUSE, () -> time);
        Redis client = TestRedis.client();
        RedisConnection listener = listen(client, Command.PSUBSCRIBE, "countinghouse:events:*");
        events.deliver(message("one", "a", "{}"));
        events.deliver(message("two", "b", "{}"));
        assertThat(hear(2))
                .extracting(words -> words.get(2))
                .containsExactly("countinghouse:events:one", "countinghouse:events:two");
        listener.close();
        client.close();
    }

    @Test
    void aServerThatIsDownHoldsNothingUp(@TempDir Path folder) {
        TestRedis.requireBinary();
        try (RedisProcess process = new RedisProcess(folder, "save \"\"")) {
            RedisEvents events = new RedisEvents(process.api(), PATIENCE, PAUSE, () -> time);
            events.deliver(message("acme", "a", "{}"));
            process.stop();
            events.deliver(message("acme", "b", "{}"));
            assertThat(events.missed()).isOne();
            process.start();
            time = NOW.plus(PAUSE).minusNanos(1);
            events.deliver(message("acme", "c", "{}"));
            assertThat(events.missed()).as("not tried yet").isEqualTo(2);
            time = NOW.plus(PAUSE);
            events.deliver(message("acme", "d", "{}"));
            assertThat(events.missed()).isEqualTo(2);
            assertThat(process.command(Command.INFO, "commandstats").toString())
                    .as("since it was started again")
                    .contains("cmdstat_publish:calls=1,");
        }
    }

    private RedisConnection listen(Redis client, Command command, String channel)
            throws ExecutionException, InterruptedException {
        RedisConnection connection =
                client.connect().toCompletionStage().toCompletableFuture().get();
        connection.handler(
                push -> heard.add(push.stream().map(Response::toString).toList()));
        connection
                .send(Request.cmd(command).arg(channel))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        return connection;
    }

    private List<List<String>> hear(int many) throws InterruptedException {
        List<List<String>> words = new ArrayList<>();
        while (words.size() < many) {
            List<String> next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("message %s", words.size()).isNotNull();
            if (next.get(0).endsWith("message")) {
                words.add(next);
            }
        }
        return words;
    }

    private static OutboxMessage message(String account, String key, String payload) {
        return new OutboxMessage(new AccountId(account), "invoice.issued", key, payload, NOW);
    }
}
