package dev.countinghouse.billing.domain.metering;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Usage answered from the events themselves: slow for many, and the reference that rollups must agree with. */
public final class EventUsage implements Usage {

    private final EventSource events;

    /** Takes the events of one account in any order. */
    public EventUsage(Collection<UsageEvent> events) {
        this(new SortedEvents(events));
    }

    /** Reads the events anew for each question and keeps none of them. */
    public EventUsage(EventSource events) {
        this.events = events;
    }

    @Override
    public Fraction quantity(Meter meter, Filter filter, Period window) {
        Tally tally = Tally.of(meter, window);
        forRelevant(meter, window, event -> count(event, meter, filter, tally));
        return tally.total();
    }

    @Override
    public SortedMap<Group, Fraction> quantities(Meter meter, Filter filter, List<String> dimensions, Period window) {
        Grouping grouping = new Grouping(meter, filter, dimensions, window);
        forRelevant(meter, window, grouping::count);
        return grouping.totals();
    }

    @Override
    public void visit(Meter meter, Filter filter, Period window, BiConsumer<UsageEvent, Fraction> visitor) {
        events.read(meter.eventType(), Optional.of(window.start()), window.end(), event -> {
            if (meter.matches(event) && filter.accepts(event.data())) {
                meter.valueOf(event).ifPresent(value -> visitor.accept(event, value));
            }
            return true;
        });
    }

    @Override
    public Optional<Instant> reachedAt(Meter meter, Filter filter, Period window, Fraction quantity) {
        Tally tally = Tally.of(meter, window);
        List<Instant> reached = new ArrayList<>(1);
        events.read(meter.eventType(), relevant(meter, window), window.end(), event -> {
            tally.reaches(quantity, event.time()).ifPresent(reached::add);
            count(event, meter, filter, tally);
            return reached.isEmpty();
        });
        return reached.isEmpty() ? tally.reaches(quantity, window.end()) : Optional.of(reached.get(0));
    }

    private void forRelevant(Meter meter, Period window, Consumer<UsageEvent> counter) {
        events.read(meter.eventType(), relevant(meter, window), window.end(), event -> {
            counter.accept(event);
            return true;
        });
    }

    /** A level reported before the window holds inside it, so such meters look at everything up to the window's end. */
    private static Optional<Instant> relevant(Meter meter, Period window) {
        return meter.aggregation().isLevel() ? Optional.empty() : Optional.of(window.start());
    }

    private static void count(UsageEvent event, Meter meter, Filter filter, Tally tally) {
        if (meter.matches(event)) {
            meter.valueOf(event).ifPresent(value -> {
                if (filter.accepts(event.data())) {
                    tally.add(event, value);
                } else {
                    tally.leave(event);
                }
            });
        }
    }

    /** A tally per group; the level of a series stands only in the group of its last report. */
    private static final class Grouping {
        private final Meter meter;
        private final Filter filter;
        private final List<String> dimensions;
        private final Period window;
        private final SortedMap<Group, Tally> tallies = new TreeMap<>();
        private final Map<String, Tally> places = new HashMap<>();

        Grouping(Meter meter, Filter filter, List<String> dimensions, Period window) {
            this.meter = meter;
            this.filter = filter;
            this.dimensions = dimensions;
            this.window = window;
        }

        void count(UsageEvent event) {
            if (!meter.matches(event)) {
                return;
            }
            meter.valueOf(event).ifPresent(value -> {
                if (meter.aggregation().isLevel()) {
                    leavePlace(event);
                }
                if (filter.accepts(event.data())) {
                    tallyOf(event).add(event, value);
                }
            });
        }

        private void leavePlace(UsageEvent event) {
            Tally place = places.remove(event.data().text(meter.series()));
            if (place != null) {
                place.leave(event);
            }
        }

        private Tally tallyOf(UsageEvent event) {
            Group group = new Group(dimensions.stream().map(event.data()::text).toList());
            Tally tally = tallies.computeIfAbsent(group, any -> Tally.of(meter, window));
            if (meter.aggregation().isLevel()) {
                places.put(event.data().text(meter.series()), tally);
            }
            return tally;
        }

        SortedMap<Group, Fraction> totals() {
            SortedMap<Group, Fraction> totals = new TreeMap<>();
            tallies.forEach((group, tally) -> totals.put(group, tally.total()));
            if (meter.aggregation().isLevel()) {
                totals.values().removeIf(Fraction::isZero);
            }
            return totals;
        }
    }

    private static final class SortedEvents implements EventSource {
        private final Map<String, List<UsageEvent>> byType = new HashMap<>();

        SortedEvents(Collection<UsageEvent> events) {
            for (UsageEvent event : events) {
                byType.computeIfAbsent(event.type(), type -> new ArrayList<>()).add(event);
            }
            byType.values().forEach(list -> list.sort(UsageEvent.ORDER));
        }

        @Override
        public void read(String type, Optional<Instant> start, Instant end, Predicate<UsageEvent> visitor) {
            List<UsageEvent> all = byType.getOrDefault(type, Collections.emptyList());
            int first = start.map(time -> firstNotBefore(all, time)).orElse(0);
            for (UsageEvent event : all.subList(first, firstNotBefore(all, end))) {
                if (!visitor.test(event)) {
                    return;
                }
            }
        }

        private static int firstNotBefore(List<UsageEvent> events, Instant time) {
            int low = 0;
            int high = events.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (events.get(middle).time().isBefore(time)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
