package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventUsage;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** Answers from rollups what they can answer, and everything else from the events. */
final class PostgresUsage implements Usage {

    private final RolledUpUsage rolledUp;
    private final Usage events;

    PostgresUsage(PostgresTransactions transactions, AccountId account) {
        this.rolledUp = new RolledUpUsage(transactions, account);
        this.events = new EventUsage(
                (type, start, end, visitor) -> Events.read(transactions.current(), account, type, start, end, visitor));
    }

    @Override
    public Fraction quantity(Meter meter, Filter filter, Period window) {
        return rolledUp.quantities(meter, filter, List.of(), window)
                .map(total -> total.getOrDefault(new Group(List.of()), Fraction.ZERO))
                .orElseGet(() -> events.quantity(meter, filter, window));
    }

    @Override
    public SortedMap<Group, Fraction> quantities(Meter meter, Filter filter, List<String> dimensions, Period window) {
        return rolledUp.quantities(meter, filter, dimensions, window)
                .orElseGet(() -> events.quantities(meter, filter, dimensions, window));
    }

    @Override
    public void visit(Meter meter, Filter filter, Period window, BiConsumer<UsageEvent, Fraction> visitor) {
        events.visit(meter, filter, window, visitor);
    }

    @Override
    public Optional<Instant> reachedAt(Meter meter, Filter filter, Period window, Fraction quantity) {
        return rolledUp.searchFrom(meter, filter, window, quantity)
                .map(search -> search.at())
                .orElseGet(() -> events.reachedAt(meter, filter, window, quantity));
    }
}
