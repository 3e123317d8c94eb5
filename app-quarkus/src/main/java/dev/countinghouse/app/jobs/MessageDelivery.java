package dev.countinghouse.app.jobs;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.billing.ports.driving.DeliverMessages;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Empties the outbox. */
@Singleton
final class MessageDelivery implements Job {

    private final DeliverMessages messages;
    private final Duration every;
    private final Counter delivered;
    private final Counter failed;
    private final Counter buried;

    MessageDelivery(BillingEngine engine, Settings settings, MeterRegistry metrics) {
        this.messages = engine.deliverMessages();
        this.every = settings.jobs().pollingInterval();
        this.delivered = counter("delivered", metrics);
        this.failed = counter("failed", metrics);
        this.buried = counter("buried", metrics);
    }

    private static Counter counter(String outcome, MeterRegistry metrics) {
        return Counter.builder("countinghouse.outbox.deliveries")
                .description("Attempts to deliver a message; one that failed is repeated, one that was buried is not")
                .tag("outcome", outcome)
                .register(metrics);
    }

    @Override
    public String name() {
        return "deliver-messages";
    }

    @Override
    public Duration every() {
        return every;
    }

    @Override
    public void run() {
        DeliverMessages.Deliveries deliveries = messages.deliverDue();
        delivered.increment(deliveries.delivered());
        failed.increment(deliveries.failed());
        buried.increment(deliveries.buried());
    }
}
