package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Raises the alerts of accounts of which something has changed. */
@Singleton
final class AlertChecking implements Job {

    private final BillingEngine engine;
    private final Counter raised;

    AlertChecking(BillingEngine engine, MeterRegistry metrics) {
        this.engine = engine;
        this.raised = Counter.builder("countinghouse.alerts.raised")
                .description("Alerts raised by the job that checks accounts")
                .register(metrics);
    }

    @Override
    public String name() {
        return "check-alerts";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        raised.increment(engine.checkAlerts().checkDue());
    }
}
