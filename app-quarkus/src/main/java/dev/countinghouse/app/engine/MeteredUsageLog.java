package dev.countinghouse.app.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.EventPage;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UsageLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts what the usage log does. An event of a transaction that fails afterwards is counted too, and once more as it is sent again. */
final class MeteredUsageLog implements UsageLog {

    private final UsageLog log;

    /** In the order of the outcomes. */
    private final List<Counter> events;

    private final DistributionSummary batches;

    private MeteredUsageLog(UsageLog log, MeterRegistry metrics) {
        this.log = log;
        this.events = Stream.of(AppendOutcome.values())
                .map(outcome -> Counter.builder("countinghouse.usage.events")
                        .description("Events that reached the usage log, by what it did with them")
                        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                        .register(metrics))
                .toList();
        this.batches = DistributionSummary.builder("countinghouse.usage.batch")
                .description("Events stored in one transaction")
                .baseUnit("events")
                .register(metrics);
    }

    static Storage measured(Storage storage, MeterRegistry metrics) {
        return new Storage(
                storage.transactions(),
                storage.catalogues(),
                storage.accounts(),
                storage.subscriptions(),
                new MeteredUsageLog(storage.usage(), metrics),
                storage.invoices(),
                storage.outbox());
    }

    @Override
    public List<AppendOutcome> append(List<UsageEvent> appended) {
        List<AppendOutcome> outcomes = log.append(appended);
        batches.record(appended.size());
        outcomes.forEach(outcome -> events.get(outcome.ordinal()).increment());
        return outcomes;
    }

    @Override
    public Usage usageOf(AccountId account) {
        return log.usageOf(account);
    }

    @Override
    public EventPage events(
            AccountId account, Meter meter, Filter filter, Period window, Optional<UsageEvent> after, int limit) {
        return log.events(account, meter, filter, window, after, limit);
    }
}
