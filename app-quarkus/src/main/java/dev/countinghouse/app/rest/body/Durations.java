package dev.countinghouse.app.rest.body;

import dev.countinghouse.app.rest.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Lengths of time as the API reads them: ISO 8601, in days and smaller. */
public final class Durations {

    public static final Duration SHORTEST = Duration.ofMillis(1);

    /** Longer ones are taken for mistakes. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private Durations() {}

    /** @throws ProblemException naming the field */
    public static Duration parse(String field, String text, Duration least) {
        try {
            Duration duration = Duration.parse(text).truncatedTo(ChronoUnit.MILLIS);
            if (duration.compareTo(least) >= 0 && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeException | ArithmeticException malformed) {
            // said below
        }
        throw ProblemException.invalid(
                field, "is '" + text + "', it must be a duration from " + least + " to P366D, such as PT2H");
    }
}
