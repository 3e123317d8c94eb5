package dev.countinghouse.billing.domain.metering;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One aggregate being built over a window from events in their order. */
abstract class Tally {

    final Meter meter;
    final Period window;

    /** The time of the last event, or the window's start if that is later: the aggregate is what it is from here on. */
    private Instant since;

    private Tally(Meter meter, Period window) {
        this.meter = meter;
        this.window = window;
        this.since = window.start();
    }

    static Tally of(Meter meter, Period window) {
        return switch (meter.aggregation()) {
            case SUM, COUNT -> new Sum(meter, window);
            case MAX, MIN -> new Extreme(meter, window);
            case AVERAGE -> new Average(meter, window);
            case UNIQUE -> new Unique(meter, window);
            case LATEST, TIME_WEIGHTED -> new Level(meter, window);
        };
    }

    /** Takes an event with the value the meter takes from it. */
    final void add(UsageEvent event, Fraction value) {
        passTo(event.time());
        take(event, value);
    }

    /** The event reports its series elsewhere: what this tally holds of the series ends with it. */
    final void leave(UsageEvent event) {
        passTo(event.time());
        drop(event);
    }

    abstract void take(UsageEvent event, Fraction value);

    void drop(UsageEvent event) {}

    /** What time adds on its way from {@link #since()} to {@code end}. */
    void pass(Instant end) {}

    /** The aggregate from the window's start to {@code end}, which is not before the last event added. */
    abstract Fraction totalAt(Instant end);

    final Fraction total() {
        return totalAt(window.end());
    }

    /**
     * When the total reaches the quantity between the last event and {@code end}. Events of one instant are seen
     * together: what the one adds and the next takes back was never there.
     */
    final Optional<Instant> reaches(Fraction quantity, Instant end) {
        if (!end.isAfter(since)) {
            return Optional.empty();
        }
        return totalAt(since).compareTo(quantity) >= 0 ? Optional.of(since) : reachesByTime(quantity, end);
    }

    Optional<Instant> reachesByTime(Fraction quantity, Instant end) {
        return Optional.empty();
    }

    final Instant since() {
        return since;
    }

    private void passTo(Instant time) {
        if (time.isAfter(since)) {
            pass(time);
            since = time;
        }
    }

    private static final class Sum extends Tally {
        private Fraction sum = Fraction.ZERO;

        Sum(Meter meter, Period window) {
            super(meter, window);
        }

        @Override
        void take(UsageEvent event, Fraction value) {
            sum = sum.plus(value);
        }

        @Override
        Fraction totalAt(Instant end) {
            return sum;
        }
    }

    private static final class Extreme extends Tally {
        private boolean any;
        private Fraction extreme = Fraction.ZERO;

        Extreme(Meter meter, Period window) {
            super(meter, window);
        }

        @Override
        void take(UsageEvent event, Fraction value) {
            if (!any) {
                extreme = value;
            } else {
                extreme = meter.aggregation() == Aggregation.MAX ? extreme.max(value) : extreme.min(value);
            }
            any = true;
        }

        @Override
        Fraction totalAt(Instant end) {
            return extreme;
        }
    }

    private static final class Average extends Tally {
        private Fraction sum = Fraction.ZERO;
        private long count;

        Average(Meter meter, Period window) {
            super(meter, window);
        }

        @Override
        void take(UsageEvent event, Fraction value) {
            sum = sum.plus(value);
            count++;
        }

        @Override
        Fraction totalAt(Instant end) {
            return count == 0 ? Fraction.ZERO : sum.dividedBy(Fraction.of(count));
        }
    }

    private static final class Unique extends Tally {
        private final Set<String> values = new HashSet<>();

        Unique(Meter meter, Period window) {
            super(meter, window);
        }

        @Override
        void take(UsageEvent event, Fraction value) {
            values.add(event.data().text(meter.property()));
        }

        @Override
        Fraction totalAt(Instant end) {
            return Fraction.of(values.size());
        }
    }

    /** Levels side by side, one per series; the sum of them is what holds from one report to the next. */
    private static final class Level extends Tally {
        private final Map<String, Fraction> levels = new HashMap<>();
        private Fraction level = Fraction.ZERO;
        private Fraction unitSeconds = Fraction.ZERO;

        Level(Meter meter, Period window) {
            super(meter, window);
        }

        @Override
        void take(UsageEvent event, Fraction reported) {
            Fraction replaced = levels.put(event.data().text(meter.series()), reported);
            level = level.plus(reported).minus(replaced == null ? Fraction.ZERO : replaced);
        }

        @Override
        void drop(UsageEvent event) {
            Fraction left = levels.remove(event.data().text(meter.series()));
            level = level.minus(left == null ? Fraction.ZERO : left);
        }

        @Override
        void pass(Instant end) {
            unitSeconds = unitSecondsAt(end);
        }

        @Override
        Fraction totalAt(Instant end) {
            return meter.aggregation() == Aggregation.LATEST ? level : unitSecondsAt(end);
        }

        @Override
        Optional<Instant> reachesByTime(Fraction quantity, Instant end) {
            if (totalAt(end).compareTo(quantity) < 0) {
                return Optional.empty();
            }
            Fraction nanos = quantity.minus(unitSeconds).dividedBy(level).times(Fraction.of(1_000_000_000));
            return Optional.of(
                    since().plusNanos(nanos.round(RoundingMode.CEILING).longValueExact()));
        }

        private Fraction unitSecondsAt(Instant end) {
            return end.isAfter(since())
                    ? unitSeconds.plus(level.times(new Period(since(), end).seconds()))
                    : unitSeconds;
        }
    }
}
