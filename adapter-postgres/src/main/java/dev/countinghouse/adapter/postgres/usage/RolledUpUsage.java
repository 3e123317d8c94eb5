package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.usage.Rollups.Part;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Usage from rollups. A window rarely begins and ends with a quarter of an hour: where it cuts one, and cuts it between its
 * events, that quarter is counted from the events. Empty answers mean that no rollup can tell.
 */
final class RolledUpUsage {

    private final PostgresTransactions transactions;
    private final AccountId account;

    RolledUpUsage(PostgresTransactions transactions, AccountId account) {
        this.transactions = transactions;
        this.account = account;
    }

    Optional<SortedMap<Group, Fraction>> quantities(
            Meter meter, Filter filter, List<String> dimensions, Period window) {
        return covering(meter, filter, dimensions, window).flatMap(rollup -> {
            List<String> by = new ArrayList<>(dimensions);
            if (meter.aggregation() == Aggregation.UNIQUE) {
                by.add(meter.property());
            }
            return tallied(rollup, filter, by, window).map(tallied -> quantities(meter, dimensions.size(), tallied));
        });
    }

    /** From days and, before the first and behind the last whole one, from quarters; from quarters only where days are not built. */
    private Optional<Map<List<String>, Tallied>> tallied(Rollup rollup, Filter filter, List<String> by, Period window) {
        return Bucket.Span.DAY
                .wholeOf(window)
                .flatMap(days -> tallied(slices(rollup, window, days), filter, by))
                .or(() -> tallied(List.of(new Slice(rollup, window)), filter, by));
    }

    private record Slice(Rollup rollup, Period window) {}

    private static List<Slice> slices(Rollup rollup, Period window, Period days) {
        List<Slice> slices = new ArrayList<>(List.of(new Slice(rollup.daily(), days)));
        if (window.start().isBefore(days.start())) {
            slices.add(new Slice(rollup, new Period(window.start(), days.start())));
        }
        if (days.end().isBefore(window.end())) {
            slices.add(new Slice(rollup, new Period(days.end(), window.end())));
        }
        return slices;
    }

    /** Empty if one of them is not kept. */
    private Optional<Map<List<String>, Tallied>> tallied(List<Slice> slices, Filter filter, List<String> by) {
        Map<List<String>, Tallied> all = new HashMap<>();
        for (Slice slice : slices) {
            Optional<List<Part>> parts =
                    Rollups.read(transactions.current(), account, slice.rollup(), filter, by, slice.window());
            if (parts.isEmpty()) {
                return Optional.empty();
            }
            tallied(parts.get(), slice.rollup(), filter, by, slice.window())
                    .forEach((values, tallied) -> all.merge(values, tallied, Tallied::plus));
        }
        return Optional.of(all);
    }

    private static Optional<Rollup> covering(Meter meter, Filter filter, Collection<String> dimensions, Period window) {
        if (!Columns.holds(window)) {
            return Optional.empty();
        }
        Set<String> properties = new LinkedHashSet<>(filter.properties());
        properties.addAll(dimensions);
        return Rollup.covering(meter, properties);
    }

    private Map<List<String>, Tallied> tallied(
            List<Part> parts, Rollup rollup, Filter filter, List<String> by, Period window) {
        Set<Instant> cut = new TreeSet<>();
        parts.stream().filter(part -> !part.tallied().isWithin(window)).forEach(part -> part.cutBucket()
                .ifPresent(cut::add));
        Map<List<String>, Tallied> tallied = new HashMap<>();
        for (Part part : parts) {
            if (part.cutBucket().filter(cut::contains).isEmpty()) {
                tallied.merge(part.values(), part.tallied(), Tallied::plus);
            }
        }
        for (Instant bucket : cut) {
            read(rollup, filter, bucket, window, (event, value) -> {
                tallied.merge(Rollup.valuesOf(event, by), Tallied.of(value, event.time()), Tallied::plus);
                return true;
            });
        }
        return tallied;
    }

    /** The events of a rollup in the part of a bucket that lies in the window. */
    private void read(
            Rollup rollup, Filter filter, Instant bucket, Period window, BiPredicate<UsageEvent, Fraction> visitor) {
        Period part = Bucket.at(bucket).intersection(window).orElseThrow();
        Events.read(
                transactions.current(), account, rollup.eventType(), Optional.of(part.start()), part.end(), event -> {
                    Optional<Fraction> value = rollup.valueOf(event).filter(any -> filter.accepts(event.data()));
                    return value.isEmpty() || visitor.test(event, value.get());
                });
    }

    private static SortedMap<Group, Fraction> quantities(
            Meter meter, int dimensions, Map<List<String>, Tallied> tallied) {
        SortedMap<Group, Fraction> quantities = new TreeMap<>();
        tallied.forEach((values, each) -> {
            Group group = new Group(values.subList(0, dimensions));
            Fraction quantity = meter.aggregation() == Aggregation.UNIQUE ? Fraction.ONE : quantity(meter, each);
            quantities.merge(group, quantity, Fraction::plus);
        });
        return quantities;
    }

    private static Fraction quantity(Meter meter, Tallied tallied) {
        return switch (meter.aggregation()) {
            case SUM, COUNT -> tallied.total();
            case MAX -> tallied.greatest();
            case MIN -> tallied.least();
            case AVERAGE -> tallied.total().dividedBy(Fraction.of(tallied.events()));
            case UNIQUE, LATEST, TIME_WEIGHTED ->
                throw new IllegalArgumentException("meter " + meter.key() + " with aggregation " + meter.aggregation()
                        + " is not one number per row");
        };
    }

    /** When a sum became as large as asked for; only sums, because of them a row tells whether it can have happened in it. */
    Optional<Search> searchFrom(Meter meter, Filter filter, Period window, Fraction quantity) {
        if (meter.aggregation() != Aggregation.SUM && meter.aggregation() != Aggregation.COUNT) {
            return Optional.empty();
        }
        return covering(meter, filter, List.of(), window)
                .flatMap(rollup -> Rollups.readBuckets(transactions.current(), account, rollup, filter, window)
                        .map(buckets -> new Search(rollup, filter, window, quantity, buckets)));
    }

    /**
     * Goes through the buckets, and through the events of those in which the sum can have been reached. Events of one
     * instant are seen together, so the sum is looked at when time has passed behind them.
     */
    final class Search {
        private final Rollup rollup;
        private final Filter filter;
        private final Period window;
        private final Fraction quantity;
        private final List<Part> buckets;
        private Fraction sum = Fraction.ZERO;
        private Instant since;
        private Optional<Instant> reached = Optional.empty();

        private Search(Rollup rollup, Filter filter, Period window, Fraction quantity, List<Part> buckets) {
            this.rollup = rollup;
            this.filter = filter;
            this.window = window;
            this.quantity = quantity;
            this.buckets = buckets;
            this.since = window.start();
        }

        Optional<Instant> at() {
            for (Part bucket : buckets) {
                if (bucket.tallied().isWithin(window) && !canReachIn(bucket.tallied())) {
                    sum = sum.plus(bucket.tallied().total());
                } else {
                    read(rollup, filter, bucket.cutBucket().orElseThrow(), window, this::goOn);
                }
                if (reached.isPresent()) {
                    return reached;
                }
            }
            return isEnough() ? Optional.of(since) : Optional.empty();
        }

        /** Whether it is now or could be if the largest values came first and the negative ones last. */
        private boolean canReachIn(Tallied tallied) {
            Fraction most = tallied.greatest().max(Fraction.ZERO).times(Fraction.of(tallied.events()));
            return sum.plus(most).compareTo(quantity) >= 0;
        }

        private boolean goOn(UsageEvent event, Fraction value) {
            if (event.time().isAfter(since)) {
                if (isEnough()) {
                    reached = Optional.of(since);
                    return false;
                }
                since = event.time();
            }
            sum = sum.plus(value);
            return true;
        }

        private boolean isEnough() {
            return sum.compareTo(quantity) >= 0;
        }
    }
}
