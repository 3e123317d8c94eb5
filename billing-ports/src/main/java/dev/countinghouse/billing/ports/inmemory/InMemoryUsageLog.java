package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.EventUsage;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.EventPage;
import dev.countinghouse.billing.ports.driven.InvoicedUsage;
import dev.countinghouse.billing.ports.driven.UsageLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public final class InMemoryUsageLog implements UsageLog {

    private final InMemoryTransactions transactions;
    private final InvoicedUsage invoiced;
    private final Map<AccountId, Log> logs = new HashMap<>();

    public InMemoryUsageLog(InMemoryTransactions transactions, InvoicedUsage invoiced) {
        this.transactions = transactions;
        this.invoiced = invoiced;
    }

    /** The events of one account that count, the content each key was claimed with, and usage as long as nothing changes. */
    private static final class Log {
        private final Map<EventKey, UsageEvent> events = new LinkedHashMap<>();
        private final Map<EventKey, String> claims = new HashMap<>();
        private @Nullable EventUsage usage;

        EventUsage usage() {
            EventUsage current = usage;
            if (current == null) {
                current = new EventUsage(events.values());
                usage = current;
            }
            return current;
        }

        void put(EventKey key, Optional<UsageEvent> event) {
            event.ifPresentOrElse(counting -> events.put(key, counting), () -> events.remove(key));
            usage = null;
        }
    }

    @Override
    public List<AppendOutcome> append(List<UsageEvent> events) {
        return transactions.step(() -> {
            events.forEach(event -> transactions.requireBound(event.account()));
            List<AppendOutcome> outcomes = new ArrayList<>(events.size());
            events.forEach(event -> outcomes.add(append(event)));
            return outcomes;
        });
    }

    private AppendOutcome append(UsageEvent event) {
        Map<EventKey, String> claims = log(event.account()).claims;
        String first = claims.putIfAbsent(event.key(), event.contentHash());
        if (first != null) {
            return first.equals(event.contentHash()) ? AppendOutcome.DUPLICATE : AppendOutcome.CONFLICT;
        }
        transactions.onRollback(() -> claims.remove(event.key()));
        put(event.account(), event.key(), Optional.of(event));
        return AppendOutcome.STORED;
    }

    private Log log(AccountId account) {
        return logs.computeIfAbsent(account, any -> new Log());
    }

    /** What counts under a key from now on. */
    void put(AccountId account, EventKey key, Optional<UsageEvent> event) {
        Log log = log(account);
        Optional<UsageEvent> before = counting(account, key);
        log.put(key, event);
        transactions.onRollback(() -> log.put(key, before));
        Stream.of(before, event)
                .flatMap(Optional::stream)
                .forEach(changed -> invoiced.changed(Map.of(account, changed.time())));
    }

    Optional<UsageEvent> counting(AccountId account, EventKey key) {
        return Optional.ofNullable(log(account).events.get(key));
    }

    /** The content a key was claimed with. */
    Optional<String> claim(AccountId account, EventKey key) {
        return Optional.ofNullable(log(account).claims.get(key));
    }

    void release(AccountId account, EventKey key) {
        Map<EventKey, String> claims = log(account).claims;
        String content = claims.remove(key);
        if (content != null) {
            transactions.onRollback(() -> claims.put(key, content));
        }
    }

    @Override
    public Usage usageOf(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return log(account).usage();
        });
    }

    @Override
    public EventPage events(
            AccountId account, Meter meter, Filter filter, Period window, Optional<UsageEvent> after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", a page holds at least 1 event");
        }
        List<UsageEvent> page = new ArrayList<>();
        boolean[] more = {false};
        usageOf(account).visit(meter, filter, window, (event, value) -> {
            if (after.isPresent() && UsageEvent.ORDER.compare(event, after.get()) <= 0) {
                return;
            }
            if (page.size() < limit) {
                page.add(event);
            } else {
                more[0] = true;
            }
        });
        return new EventPage(page, more[0] ? Optional.of(page.get(page.size() - 1)) : Optional.empty());
    }
}
