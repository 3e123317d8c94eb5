package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.EventPage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driven.UsageLog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The log, after a look at what is brought. */
record WatchedLog(UsageLog log, Consumer<List<UsageEvent>> look) implements UsageLog {
    @Override
    public List<AppendOutcome> append(List<UsageEvent> events) {
        look.accept(events);
        return log.append(events);
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

    private static boolean anyIs(String prefix, List<UsageEvent> events) {
        return events.stream().anyMatch(event -> event.key().id().startsWith(prefix));
    }

    static void refusePoison(List<UsageEvent> events) {
        if (anyIs("poison", events)) {
            throw new IllegalArgumentException("poison");
        }
    }

    static Consumer<List<UsageEvent>> failingOnceFor(String prefix) {
        AtomicBoolean failed = new AtomicBoolean();
        return events -> {
            if (anyIs(prefix, events) && failed.compareAndSet(false, true)) {
                throw new UnavailableException("down", new IllegalStateException());
            }
        };
    }
}
