package dev.countinghouse.billing.domain.session;

import java.time.Duration;

/**
 * How sessions are watched.
 *
 * @param ahead for how long credits are reserved ahead of a session, with its start and each sign of life
 * @param patience after how long without a sign of life a session is taken to be dead
 * @param grace how long it may run after its credits have run out; what it uses then is owed
 */
public record SessionRules(Duration ahead, Duration patience, Duration grace) {

    public static final SessionRules STANDARD =
            new SessionRules(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(1));

    public SessionRules {
        if (ahead.toSeconds() < 1 || patience.toSeconds() < 1 || grace.isNegative()) {
            throw new IllegalArgumentException(
                    "sessions are paid " + ahead + " ahead, missed after " + patience + " and have a grace of " + grace
                            + ": the first two must be at least a second, the last 0 or more");
        }
    }
}
