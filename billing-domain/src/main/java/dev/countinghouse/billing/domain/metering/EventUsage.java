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

/** Usage answered from the events themselves: slow for many, and the reference that rollups must agree with. */
public final class EventUsage implements Usage {

    private final Map<String, List<UsageEvent>> byType = new HashMap<>();

    /** Takes the events of one account in any order. */
    public EventUsage(Collection<UsageEvent> events) {
        for (UsageEvent event : events) {
            byType.computeIfAbsent(event.type(), type -> new ArrayList<>()).add(event);
        }
        byType.values().forEach(list -> list.sort(UsageEvent.ORDER));
    }

    @Override
    public Fraction quantity(Meter meter, Filter filter, Period window) {
        Tally tally = Tally.of(meter, window);
        relevant(meter, window).forEach(event -> count(event, meter, filter, tally));
        return tally.total();
    }

    @Override
    public SortedMap<Group, Fraction> quantities(Meter meter, Filter filter, List<String> dimensions, Period window) {
        Grouping grouping = new Grouping(meter, filter, dimensions, window);
        relevant(meter, window).forEach(grouping::count);
        return grouping.totals();
    }

    @Override
    public void visit(Meter meter, Filter filter, Period window, BiConsumer<UsageEvent, Fraction> visitor) {
        for (UsageEvent event : within(from(meter, window.start()), window)) {
            if (meter.matches(event) && filter.accepts(event.data())) {
                meter.valueOf(event).ifPresent(value -> visitor.accept(event, value));
            }
        }
    }

    @Override
    public Optional<Instant> reachedAt(Meter meter, Filter filter, Period window, Fraction quantity) {
        Tally tally = Tally.of(meter, window);
        for (UsageEvent event : relevant(meter, window)) {
            Optional<Instant> before = tally.reaches(quantity, event.time());
            if (before.isPresent()) {
                return before;
            }
            count(event, meter, filter, tally);
        }
        return tally.reaches(quantity, window.end());
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

    /** A level reported before the window holds inside it, so such meters look at everything up to the window's end. */
    private List<UsageEvent> relevant(Meter meter, Period window) {
        List<UsageEvent> events = meter.aggregation().isLevel() ? all(meter) : from(meter, window.start());
        return within(events, window);
    }

    private static List<UsageEvent> within(List<UsageEvent> events, Period window) {
        return events.subList(0, firstNotBefore(events, window.end()));
    }

    private List<UsageEvent> from(Meter meter, Instant start) {
        List<UsageEvent> events = all(meter);
        return events.subList(firstNotBefore(events, start), events.size());
    }

    private List<UsageEvent> all(Meter meter) {
        return byType.getOrDefault(meter.eventType(), Collections.emptyList());
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
