package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadUsage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

final class UsageReader implements ReadUsage {

    private static final int MOST_WINDOWS = 10_000;

    private final Books books;

    UsageReader(Books books) {
        this.books = books;
    }

    @Override
    public List<Window> read(Query query) {
        return books.transactions().inTransaction(Scope.of(query.account()), () -> {
            AccountView view = Lookups.account(books, query.account());
            Meter meter = Lookups.meter(view.catalogue(), query.meter());
            List<Window> windows = new ArrayList<>();
            for (Period window : windows(query, view.account().zone())) {
                windows.add(new Window(window, quantities(view, meter, query, window)));
            }
            return windows;
        });
    }

    private static SortedMap<Group, Fraction> quantities(AccountView view, Meter meter, Query query, Period window) {
        SortedMap<Group, Fraction> quantities =
                new TreeMap<>(view.usage().quantities(meter, query.filter(), query.groupBy(), window));
        if (meter.aggregation() == Aggregation.TIME_WEIGHTED) {
            quantities.replaceAll((group, unitSeconds) -> unitSeconds.dividedBy(window.seconds()));
        }
        return quantities;
    }

    private static List<Period> windows(Query query, ZoneId zone) {
        if (query.every().isEmpty()) {
            return List.of(query.period());
        }
        UnaryOperator<Instant> nextEnd = ends(query.every().get(), zone);
        List<Period> windows = new ArrayList<>();
        Instant start = query.period().start();
        while (start.isBefore(query.period().end())) {
            Instant end = nextEnd.apply(start);
            Instant cut = end.isAfter(query.period().end()) ? query.period().end() : end;
            windows.add(new Period(start, cut));
            if (windows.size() > MOST_WINDOWS) {
                throw new IllegalArgumentException("period " + query.period() + " has more than " + MOST_WINDOWS
                        + " windows of " + query.every().get() + ", ask for a shorter one");
            }
            start = cut;
        }
        return windows;
    }

    /** Where the window that contains an instant ends. */
    private static UnaryOperator<Instant> ends(Every every, ZoneId zone) {
        if (every instanceof Every.Calendar calendar) {
            BillingCycle cycle = BillingCycle.calendar(zone, calendar.interval());
            return instant -> cycle.periodAt(instant).end();
        }
        return instant ->
                instant.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant().plus(1, ChronoUnit.HOURS);
    }

    @Override
    public List<RatedLine> live(AccountId account, Instant asOf) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Optional<CurrentPeriod> current = CurrentPeriod.of(view, asOf);
            return current.map(period ->
                            new PeriodLines(view, true).usage(period.subscription(), period.period(), period.asOf()))
                    .orElse(List.of());
        });
    }
}
