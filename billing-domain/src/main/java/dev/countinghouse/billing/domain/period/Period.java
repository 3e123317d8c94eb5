package dev.countinghouse.billing.domain.period;

import dev.countinghouse.billing.domain.money.Fraction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The time from {@code start} up to, but without, {@code end}; never empty. */
public record Period(Instant start, Instant end) {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    public Period {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "period from " + start + " to " + end + " is empty, start must be before end");
        }
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    public boolean contains(Period other) {
        return !other.start.isBefore(start) && !other.end.isAfter(end);
    }

    /** Whether some instant lies in both; periods that merely touch do not overlap. */
    public boolean overlaps(Period other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    public Optional<Period> intersection(Period other) {
        return overlaps(other)
                ? Optional.of(new Period(later(start, other.start), earlier(end, other.end)))
                : Optional.empty();
    }

    /** What lies before {@code cut}: all of it if it ends before; refused if nothing would be left. */
    public Period until(Instant cut) {
        return new Period(start, earlier(end, cut));
    }

    /** What lies at or after {@code cut}: all of it if it starts after; refused if nothing would be left. */
    public Period from(Instant cut) {
        return new Period(later(start, cut), end);
    }

    /** The exact length, nanoseconds included. */
    public Fraction seconds() {
        Duration length = Duration.between(start, end);
        return Fraction.of(length.getSeconds()).plus(Fraction.of(length.getNano(), NANOS_PER_SECOND));
    }

    @Override
    public String toString() {
        return "[" + start + ", " + end + ")";
    }

    private static Instant earlier(Instant left, Instant right) {
        return left.isBefore(right) ? left : right;
    }

    private static Instant later(Instant left, Instant right) {
        return left.isAfter(right) ? left : right;
    }
}
