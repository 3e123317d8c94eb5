package dev.countinghouse.billing.domain.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait after each failed try; after the last nobody tries any more. A wait is drawn out by up to a tenth, so
 * that what failed at once is not tried again at once.
 */
public record RetrySchedule(List<Duration> waits) {

    /** Ten tries over some 75 hours, as Standard Webhooks advises. */
    public static final RetrySchedule STANDARD = new RetrySchedule(List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24)));

    private static final int JITTER = 10;

    public RetrySchedule {
        waits = List.copyOf(waits);
        if (waits.stream().anyMatch(wait -> wait.isNegative() || wait.isZero())) {
            throw new IllegalArgumentException(
                    "the waits of a retry schedule are " + waits + ", each must be longer than 0");
        }
    }

    /** @param tries how often it was tried, all in vain; empty if that was enough */
    public Optional<Duration> waitAfter(int tries, RandomGenerator random) {
        if (tries > waits.size()) {
            return Optional.empty();
        }
        Duration wait = waits.get(tries - 1);
        return Optional.of(wait.plusMillis(random.nextLong(wait.toMillis() / JITTER + 1)));
    }
}
