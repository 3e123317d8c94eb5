package dev.countinghouse.app.engine;

import dev.countinghouse.billing.ports.driving.RecordUsage.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts what comes in, once it is durable; what is rejected is counted where it is, by its resource. */
final class UsageMetrics implements Consumer<List<Outcome>> {

    private final MeterRegistry metrics;
    private final Map<Class<? extends Outcome>, Counter> events;
    private final DistributionSummary batches;

    UsageMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.events = Map.of(
                Outcome.Accepted.class, events("stored"),
                Outcome.Duplicate.class, events("duplicate"),
                Outcome.Conflict.class, events("conflict"));
        this.batches = DistributionSummary.builder("countinghouse.usage.batch")
                .description("Events that one caller brought at once")
                .baseUnit("events")
                .register(metrics);
    }

    private Counter events(String outcome) {
        return Counter.builder("countinghouse.usage.events")
                .description("Events that came in, by what was done with them")
                .tag("outcome", outcome)
                .register(metrics);
    }

    void watchQueueOf(BillingEngine engine) {
        Gauge.builder("countinghouse.usage.waiting", engine, BillingEngine::waitingUsage)
                .description("Events that wait for a transaction to begin")
                .baseUnit("events")
                .register(metrics);
    }

    @Override
    public void accept(List<Outcome> outcomes) {
        batches.record(outcomes.size());
        for (Outcome outcome : outcomes) {
            Counter counter = events.get(outcome.getClass());
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
