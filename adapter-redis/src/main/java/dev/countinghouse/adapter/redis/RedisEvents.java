package dev.countinghouse.adapter.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.OutboxSink;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import io.vertx.redis.client.RedisAPI;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells whoever is listening at the moment, on a channel per account: {@code {"account": …, "type": …, "key": …, "timestamp":
 * …, "data": {…}}}, in order.
 *
 * <p>At most once: who is not connected misses it, and so does everybody while Redis does not answer. Messages are not held
 * up for that, because those who must not miss one have an endpoint. After a failure Redis is not tried for a while, so that
 * not each message waits for it.
 */
public final class RedisEvents implements OutboxSink {

    private static final JsonFactory JSON = new JsonFactory();

    private final Server server;
    private final Duration pause;
    private final InstantSource clock;
    private final AtomicLong missed = new AtomicLong();
    private volatile Instant triedAgainAt = Instant.MIN;

    /**
     * @param timeout for which a message waits for Redis
     * @param pause after a failure, in which nothing is published
     * @param clock of the world, by which the pause ends
     */
    public RedisEvents(RedisAPI redis, Duration timeout, Duration pause, InstantSource clock) {
        this.server = new Server(redis, timeout);
        this.pause = pause;
        this.clock = clock;
    }

    /** Where messages about an account are heard; those about all under the pattern {@code countinghouse:events:*}. */
    public static String channel(AccountId account) {
        return "countinghouse:events:" + account;
    }

    /** How many messages could not be published, since the process began. */
    public long missed() {
        return missed.get();
    }

    @Override
    public void deliver(OutboxMessage message) {
        if (clock.instant().isBefore(triedAgainAt)) {
            missed.incrementAndGet();
            return;
        }
        String text = json(message);
        try {
            server.ask(redis -> redis.publish(channel(message.account()), text));
        } catch (UnavailableException failure) {
            missed.incrementAndGet();
            triedAgainAt = clock.instant().plus(pause);
        }
    }

    private static String json(OutboxMessage message) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("account", message.account().value());
            json.writeStringField("type", message.type());
            json.writeStringField("key", message.key());
            json.writeStringField("timestamp", message.at().toString());
            json.writeFieldName("data");
            json.writeRawValue(message.payload());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
