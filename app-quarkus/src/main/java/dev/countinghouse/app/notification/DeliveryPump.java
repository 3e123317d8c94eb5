package dev.countinghouse.app.notification;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.jobs.Job;
import dev.countinghouse.app.jobs.Workers;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.ports.driving.SendDeliveries;
import dev.countinghouse.billing.ports.driving.SendDeliveries.Sent;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Sends to many endpoints at once, to each by one thread, so that a slow one holds back only itself. One that failed rests
 * four times as long as that took: however slow it is, it has a thread for a fifth of the time at most. Nothing queues in
 * memory; what finds no thread is found in the database the next time.
 */
@Singleton
public final class DeliveryPump implements Job {

    private static final Logger LOG = Logger.getLogger(DeliveryPump.class);

    private static final int PAGE = 20;
    private static final long LONGEST_TURN_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long LONGEST_REST_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int REST_FACTOR = 4;

    private final SendDeliveries deliveries;
    private final Duration every;
    private final int senders;
    private final Workers threads;
    private final Set<EndpointId> busy = ConcurrentHashMap.newKeySet();
    private final Map<EndpointId, Long> restingUntil = new ConcurrentHashMap<>();
    private final Counter delivered;
    private final Counter failed;
    private final Counter givenUp;

    @Inject
    DeliveryPump(BillingEngine engine, Settings settings, MeterRegistry metrics) {
        this(
                engine.sendDeliveries(),
                settings.webhooks().senders(),
                settings.jobs().pollingInterval(),
                metrics);
    }

    DeliveryPump(SendDeliveries deliveries, int senders, Duration every, MeterRegistry metrics) {
        this.deliveries = deliveries;
        this.every = every;
        this.senders = senders;
        this.threads = new Workers("delivery", senders, 0);
        this.delivered = counter("delivered", metrics);
        this.failed = counter("failed", metrics);
        this.givenUp = counter("given-up", metrics);
    }

    private static Counter counter(String outcome, MeterRegistry metrics) {
        return Counter.builder("countinghouse.deliveries")
                .description("Attempts to send a message to an endpoint; one that failed is repeated")
                .tag("outcome", outcome)
                .register(metrics);
    }

    @Override
    public String name() {
        return "send-deliveries";
    }

    @Override
    public Duration every() {
        return every;
    }

    /** Sets threads to work and does not wait for them. */
    @Override
    public void run() {
        long now = System.nanoTime();
        restingUntil.values().removeIf(until -> until - now <= 0);
        Set<EndpointId> except = new HashSet<>(restingUntil.keySet());
        except.addAll(busy);
        int free = senders - busy.size();
        if (threads.isStopping() || free <= 0) {
            return;
        }
        for (EndpointId endpoint : deliveries.due(except, free)) {
            if (busy.add(endpoint)) {
                start(endpoint);
            }
        }
    }

    private void start(EndpointId endpoint) {
        boolean started = false;
        try {
            threads.execute(() -> work(endpoint));
            started = true;
        } finally {
            if (!started) {
                busy.remove(endpoint);
            }
        }
    }

    private void work(EndpointId endpoint) {
        long begin = System.nanoTime();
        long last = begin;
        try {
            Sent sent;
            do {
                last = System.nanoTime();
                sent = deliveries.send(endpoint, PAGE);
                delivered.increment(sent.delivered());
                failed.increment(sent.failed());
                givenUp.increment(sent.givenUp());
            } while (sent.all() == PAGE
                    && sent.failed() == 0
                    && !threads.isStopping()
                    && System.nanoTime() - begin < LONGEST_TURN_NANOS);
            if (sent.failed() > 0) {
                rest(endpoint, REST_FACTOR * (System.nanoTime() - last));
            }
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "nothing could be sent to endpoint %s", endpoint);
            rest(endpoint, LONGEST_REST_NANOS);
        } finally {
            busy.remove(endpoint);
        }
    }

    private void rest(EndpointId endpoint, long nanos) {
        restingUntil.put(endpoint, System.nanoTime() + Math.min(nanos, LONGEST_REST_NANOS));
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    void close() {
        threads.stop();
    }

    /** How many endpoints are being sent to. */
    int busy() {
        return busy.size();
    }
}
