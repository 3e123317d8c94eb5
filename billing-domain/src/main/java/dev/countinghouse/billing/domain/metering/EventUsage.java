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
        for (UsageEvent event : relevant(meter, window)) {
            if (meter.matches(event) && filter.accepts(event.data())) {
                tally.add(event);
            }
        }
        return tally.total();
    }

    @Override
    public SortedMap<Group, Fraction> quantities(Meter meter, Filter filter, List<String> dimensions, Period window) {
        SortedMap<Group, Tally> tallies = new TreeMap<>();
        for (UsageEvent event : relevant(meter, window)) {
            if (meter.matches(event) && filter.accepts(event.data())) {
                Group group =
                        new Group(dimensions.stream().map(event.data()::text).toList());
                tallies.computeIfAbsent(group, any -> Tally.of(meter, window)).add(event);
            }
        }
        SortedMap<Group, Fraction> quantities = new TreeMap<>();
        tallies.forEach((group, tally) -> quantities.put(group, tally.total()));
        return quantities;
    }

    @Override
    public void visit(Meter meter, Filter filter, Period window, BiConsumer<UsageEvent, Fraction> visitor) {
        for (UsageEvent event : from(meter, window.start())) {
            if (!event.time().isBefore(window.end())) {
                return;
            }
            if (meter.matches(event) && filter.accepts(event.data())) {
                visitor.accept(event, meter.valueOf(event));
            }
        }
    }

    @Override
    public Optional<Instant> reachedAt(Meter meter, Filter filter, Period window, Fraction quantity) {
        Tally tally = Tally.of(meter, window);
        for (UsageEvent event : relevant(meter, window)) {
            if (meter.matches(event) && filter.accepts(event.data())) {
                Optional<Instant> before = tally.reaches(quantity, event.time());
                if (before.isPresent()) {
                    return before;
                }
                tally.add(event);
                if (!event.time().isBefore(window.start())
                        && tally.totalAt(event.time()).compareTo(quantity) >= 0) {
                    return Optional.of(event.time());
                }
            }
        }
        return tally.reaches(quantity, window.end());
    }

    /** A level reported before the window holds inside it, so such meters look at everything up to the window's end. */
    private List<UsageEvent> relevant(Meter meter, Period window) {
        List<UsageEvent> events = meter.aggregation().isLevel() ? all(meter) : from(meter, window.start());
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
