package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Appending to a usage log and reading it back. */
public abstract class UsageLogReading extends StorageContract {

    protected static final Meter EVERY_EVENT = new Meter(
            new MeterKey("events"), "Events", "event", "llm.tokens", Aggregation.COUNT, "", "", Filter.ALL, List.of());
    protected static final Period EVER =
            new Period(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2040-01-01T00:00:00Z"));
    protected static final Duration HOUR = Duration.ofHours(1);

    /** Appends events of one account. */
    protected final List<AppendOutcome> append(UsageEvent... events) {
        return append(List.of(events));
    }

    protected final List<AppendOutcome> append(List<UsageEvent> events) {
        AccountId account = events.isEmpty() ? Samples.ACME : events.get(0).account();
        return in(account, () -> storage.usage().append(events));
    }

    /** All events of an account, in their order. */
    protected final List<UsageEvent> stored(AccountId account) {
        List<UsageEvent> events = new ArrayList<>();
        run(account, () -> storage.usage()
                .usageOf(account)
                .visit(EVERY_EVENT, Filter.ALL, EVER, (event, value) -> events.add(event)));
        return events;
    }

    protected final EventPage page(Filter filter, Period window, Optional<UsageEvent> after, int limit) {
        return in(Samples.ACME, () -> storage.usage().events(Samples.ACME, EVERY_EVENT, filter, window, after, limit));
    }
}
