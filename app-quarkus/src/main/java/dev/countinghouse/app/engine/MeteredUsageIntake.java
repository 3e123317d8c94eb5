package dev.countinghouse.app.engine;

import dev.countinghouse.adapter.postgres.usage.PostgresUsageIntake;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UsageIntake;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Counts what comes in, once it is durable. */
final class MeteredUsageIntake implements UsageIntake {

    private final UsageIntake intake;

    /** In the order of the outcomes. */
    private final List<Counter> events;

    private final DistributionSummary batches;

    private MeteredUsageIntake(UsageIntake intake, MeterRegistry metrics) {
        this.intake = intake;
        this.events = Stream.of(AppendOutcome.values())
                .map(outcome -> Counter.builder("countinghouse.usage.events")
                        .description("Events that came in, by what was done with them")
                        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                        .register(metrics))
                .toList();
        this.batches = DistributionSummary.builder("countinghouse.usage.batch")
                .description("Events that one caller brought at once")
                .baseUnit("events")
                .register(metrics);
        if (intake instanceof PostgresUsageIntake queue) {
            Gauge.builder("countinghouse.usage.waiting", queue, PostgresUsageIntake::waitingEvents)
                    .description("Events that wait for a transaction to begin")
                    .baseUnit("events")
                    .register(metrics);
        }
    }

    static Storage measured(Storage storage, MeterRegistry metrics) {
        return new Storage(
                storage.transactions(),
                storage.catalogues(),
                storage.accounts(),
                storage.subscriptions(),
                storage.usage(),
                new MeteredUsageIntake(storage.intake(), metrics),
                storage.invoicedUsage(),
                storage.corrections(),
                storage.backfills(),
                storage.invoices(),
                storage.keys(),
                storage.outbox());
    }

    @Override
    public List<AppendOutcome> store(List<UsageEvent> brought) {
        List<AppendOutcome> outcomes = intake.store(brought);
        batches.record(brought.size());
        outcomes.forEach(outcome -> events.get(outcome.ordinal()).increment());
        return outcomes;
    }
}
