package dev.countinghouse.adapter.redis;

import java.time.Duration;
import java.time.Instant;

/** Time as scripts compare it: in microseconds, as many as a double holds exactly. */
final class Micros {

    private static final long LATEST = (1L << 53) - 1;
    private static final long PER_SECOND = 1_000_000;
    private static final int NANOS = 1_000;
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private Micros() {}

    static long floor(Instant instant) {
        return of(instant, instant.getNano() / NANOS);
    }

    static long ceiling(Instant instant) {
        return of(instant, (instant.getNano() + NANOS - 1) / NANOS);
    }

    private static long of(Instant instant, int micros) {
        long seconds = Math.max(0, instant.getEpochSecond());
        return seconds >= LATEST / PER_SECOND ? LATEST : seconds * PER_SECOND + micros;
    }

    /** So many milliseconds, and never so many that a server refuses them. */
    static String millis(Instant from, Instant to, Duration more) {
        Duration wanted = Duration.between(from, to);
        Duration kept = wanted.isNegative() ? Duration.ZERO : wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
        return Long.toString(kept.plus(more).toMillis());
    }
}
