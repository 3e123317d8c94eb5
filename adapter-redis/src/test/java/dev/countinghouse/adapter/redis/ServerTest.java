package dev.countinghouse.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.redis.server.RedisProcess;
import dev.countinghouse.adapter.redis.server.TestRedis;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void whoCannotBeReachedIsUnavailable(@TempDir Path folder) {
        TestRedis.requireBinary();
        try (RedisProcess process = new RedisProcess(folder, "save \"\"")) {
            RedisAPI api = process.api();
            RedisLeases leases = new RedisLeases(api, "test", PATIENCE);
            AccountId acme = new AccountId("acme");
            ReservationId id = new ReservationId("one");
            assertThat(leases.find(acme, id, Instant.EPOCH)).isEmpty();
            process.stop();
            assertThatThrownBy(() -> leases.find(acme, id, Instant.EPOCH)).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> leases.capture(acme, id, Instant.EPOCH)).isInstanceOf(UnavailableException.class);
            process.start();
            assertThat(leases.capture(acme, id, Instant.EPOCH)).isEmpty();
        }
    }

    @Test
    void whoDoesNotAnswerInTimeIsUnavailable() {
        Promise<Response> never = Promise.promise();
        Server server = new Server(TestRedis.api(), Duration.ofMillis(20));
        assertThatThrownBy(() -> server.ask(any -> never.future()))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("Redis did not answer within 20 ms");
    }

    @Test
    void anErrorIsUnavailableAndSaysWhy() {
        Server server = new Server(TestRedis.api(), PATIENCE);
        assertThatThrownBy(() -> server.ask(redis -> redis.send(Command.INCRBY, "a", "b")))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("not an integer");
        Script broken = new Script("return redis.call('GET')", "0".repeat(40));
        assertThatThrownBy(() -> server.run(broken, List.of(), List.of()))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("Wrong number of args");
    }

    @Test
    void aThreadThatIsInterruptedStaysSo() {
        Server server = new Server(TestRedis.api(), PATIENCE);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> server.ask(any -> Promise.<Response>promise().future()))
                .isInstanceOf(UnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anEventLoopIsNotHeldUp() throws ExecutionException, InterruptedException {
        Server server = new Server(TestRedis.api(), PATIENCE);
        Promise<Throwable> thrown = Promise.promise();
        TestRedis.vertx().runOnContext(any -> {
            try {
                server.ask(redis -> Future.succeededFuture());
                thrown.complete();
            } catch (IllegalStateException refused) {
                thrown.complete(refused);
            }
        });
        assertThat(thrown.future().toCompletionStage().toCompletableFuture().get())
                .hasMessageContaining("must not be called on an event loop");
    }
}
