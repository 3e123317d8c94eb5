package dev.countinghouse.adapter.redis;

import dev.countinghouse.billing.ports.driven.UnavailableException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Asks a Redis and waits for its answer, which an event loop must not. */
final class Server {

    private final RedisAPI redis;
    private final Duration timeout;

    Server(RedisAPI redis, Duration timeout) {
        this.redis = redis;
        this.timeout = timeout;
    }

    /** Empty where the script answers nothing. */
    Optional<Response> run(Script script, List<String> keys, List<String> arguments) {
        List<String> words = new ArrayList<>(2 + keys.size() + arguments.size());
        words.add(script.hash());
        words.add(Integer.toString(keys.size()));
        words.addAll(keys);
        words.addAll(arguments);
        return ask(api -> api.evalsha(words).recover(failure -> {
            if (!String.valueOf(failure.getMessage()).startsWith("NOSCRIPT")) {
                return Future.failedFuture(failure);
            }
            words.set(0, script.text());
            return api.eval(words);
        }));
    }

    Optional<Response> ask(Function<RedisAPI, Future<Response>> command) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException(
                    "this waits for Redis and must not be called on an event loop: " + Thread.currentThread());
        }
        try {
            return Optional.ofNullable(command.apply(redis)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            throw new UnavailableException(
                    "Redis failed: " + (cause == null ? failure : cause).getMessage(), cause == null ? failure : cause);
        } catch (TimeoutException late) {
            throw new UnavailableException("Redis did not answer within " + timeout.toMillis() + " ms", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while waiting for Redis", interrupted);
        }
    }
}
