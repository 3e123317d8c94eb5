package dev.countinghouse.app.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** What calls are measured by. There from the start on: a rate that begins with the first failure has no value for it. */
@Startup
@Singleton
public class CallMetrics {

    private final Counter rejectedEvents;
    private final Timer quotaDecisions;

    CallMetrics(MeterRegistry metrics) {
        this.rejectedEvents = Counter.builder("countinghouse.usage.rejected")
                .description("Events that could not be recorded: not readable, of nobody, of another time")
                .register(metrics);
        this.quotaDecisions = Timer.builder("countinghouse.quota.decision")
                .description("How long a decision about a quota takes")
                .publishPercentileHistogram()
                .register(metrics);
    }

    public Counter rejectedEvents() {
        return rejectedEvents;
    }

    public Timer quotaDecisions() {
        return quotaDecisions;
    }
}
