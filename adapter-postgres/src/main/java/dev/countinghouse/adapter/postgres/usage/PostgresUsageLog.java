package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.Catalogues;
import dev.countinghouse.billing.ports.driven.EventPage;
import dev.countinghouse.billing.ports.driven.UsageLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every usage event, once, and what they add up to. Times are kept to the microsecond. */
public final class PostgresUsageLog implements UsageLog {

    private final PostgresTransactions transactions;
    private final RollupRegister register;
    private final Claims claims = new Claims();

    /** @param catalogues whose published meters say what is added up ahead */
    public PostgresUsageLog(PostgresTransactions transactions, Catalogues catalogues) {
        this.transactions = transactions;
        this.register = new RollupRegister(catalogues);
    }

    @Override
    public List<AppendOutcome> append(List<UsageEvent> events) {
        Session session = transactions.current();
        events.forEach(event -> session.requireBound(event.account()));
        if (events.isEmpty()) {
            return List.of();
        }
        KeptRollups rollups = register.forAppend(session);
        return Appending.of(events.stream().map(Events::kept).toList())
                .append(session, claims, stored -> storing(stored, rollups));
    }

    private static List<Command> storing(List<UsageEvent> events, KeptRollups rollups) {
        return List.of(
                Events.insert(events, rollups.generation()),
                PostgresInvoicedUsage.noting(earliest(events)),
                // last, because rows of a busy account are waited for until the commit
                Rollups.add(rollups.increments(events)));
    }

    private static Map<AccountId, Instant> earliest(List<UsageEvent> events) {
        Map<AccountId, Instant> earliest = new HashMap<>();
        events.forEach(event ->
                earliest.merge(event.account(), event.time(), (one, other) -> one.isBefore(other) ? one : other));
        return earliest;
    }

    @Override
    public Usage usageOf(AccountId account) {
        transactions.current().requireBound(account);
        return new PostgresUsage(transactions, account);
    }

    @Override
    public EventPage events(
            AccountId account, Meter meter, Filter filter, Period window, Optional<UsageEvent> after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", a page holds at least 1 event");
        }
        Session session = transactions.current();
        session.requireBound(account);
        List<UsageEvent> page = new ArrayList<>();
        Events.readPage(session, account, meter.eventType(), window, after, event -> {
            if (meter.matches(event) && filter.accepts(event.data())) {
                page.add(event);
            }
            return page.size() <= limit;
        });
        return page.size() <= limit
                ? new EventPage(page, Optional.empty())
                : new EventPage(page.subList(0, limit), Optional.of(page.get(limit - 1)));
    }
}
