package dev.countinghouse.billing.domain.metering;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
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

    private Tally(Meter meter, Period window) {
        this.meter = meter;
        this.window = window;
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

    abstract void add(UsageEvent event);

    /** The aggregate from the window's start to {@code end}, which is not before the last event added. */
    abstract Fraction totalAt(Instant end);

    Fraction total() {
        return totalAt(window.end());
    }

    /** When the total reaches the quantity by the passing of time alone, before {@code end}. */
    Optional<Instant> reaches(Fraction quantity, Instant end) {
        return Optional.empty();
    }

    private static final class Sum extends Tally {
        private Fraction sum = Fraction.ZERO;

        Sum(Meter meter, Period window) {
            super(meter, window);
        }

        @Override
        void add(UsageEvent event) {
            sum = sum.plus(meter.valueOf(event));
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
        void add(UsageEvent event) {
            Fraction value = meter.valueOf(event);
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
        void add(UsageEvent event) {
            sum = sum.plus(meter.valueOf(event));
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
        void add(UsageEvent event) {
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
        private Instant since;

        Level(Meter meter, Period window) {
            super(meter, window);
            this.since = window.start();
        }

        @Override
        void add(UsageEvent event) {
            unitSeconds = unitSecondsAt(event.time());
            since = later(since, event.time());
            Fraction reported = meter.valueOf(event);
            Fraction replaced = levels.put(event.data().text(meter.series()), reported);
            level = level.plus(reported).minus(replaced == null ? Fraction.ZERO : replaced);
        }

        @Override
        Fraction totalAt(Instant end) {
            return meter.aggregation() == Aggregation.LATEST ? level : unitSecondsAt(end);
        }

        @Override
        Optional<Instant> reaches(Fraction quantity, Instant end) {
            if (!end.isAfter(since)) {
                return Optional.empty();
            }
            if (totalAt(since).compareTo(quantity) >= 0) {
                return Optional.of(since);
            }
            if (meter.aggregation() == Aggregation.LATEST
                    || level.isZero()
                    || totalAt(end).compareTo(quantity) < 0) {
                return Optional.empty();
            }
            Fraction nanos = quantity.minus(unitSeconds).dividedBy(level).times(Fraction.of(1_000_000_000));
            return Optional.of(
                    since.plusNanos(nanos.round(java.math.RoundingMode.CEILING).longValueExact()));
        }

        private Fraction unitSecondsAt(Instant end) {
            return end.isAfter(since) ? unitSeconds.plus(level.times(new Period(since, end).seconds())) : unitSeconds;
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }
}
