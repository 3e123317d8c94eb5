package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.billing.domain.period.Period;
import java.time.Duration;
import java.time.Instant;

/** The quarters of an hour, in UTC, that usage is added up by. */
final class Bucket {

    static final Duration LENGTH = Duration.ofMinutes(15);

    private Bucket() {}

    /** When the bucket that holds an instant begins. */
    static Instant startOf(Instant instant) {
        long seconds = LENGTH.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
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
