package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.billing.domain.period.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The quarters of an hour and the days, in UTC, that usage is added up by. */
final class Bucket {

    static final Duration LENGTH = Duration.ofMinutes(15);

    /** What the rows of a rollup are about. */
    enum Span {
        QUARTER(LENGTH),
        DAY(Duration.ofDays(1));

        private final long seconds;

        Span(Duration length) {
            this.seconds = length.toSeconds();
        }

        /** When the one that holds an instant begins. */
        Instant startOf(Instant instant) {
            return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
        }

        /** The whole ones of a window, from the first to the last; empty if there is none. */
        Optional<Period> wholeOf(Period window) {
            Instant start = startOf(window.start());
            Instant first = start.equals(window.start()) ? start : start.plusSeconds(seconds);
            Instant end = startOf(window.end());
            return first.isBefore(end) ? Optional.of(new Period(first, end)) : Optional.empty();
        }
    }

    private Bucket() {}

    /** When the bucket that holds an instant begins. */
    static Instant startOf(Instant instant) {
        return Span.QUARTER.startOf(instant);
    }

    /** The first instant, not before this one, at which a bucket begins. */
    static Instant firstFrom(Instant instant) {
        Instant start = startOf(instant);
        return start.equals(instant) ? start : start.plus(LENGTH);
    }

    static Period at(Instant start) {
        return new Period(start, start.plus(LENGTH));
    }
}
