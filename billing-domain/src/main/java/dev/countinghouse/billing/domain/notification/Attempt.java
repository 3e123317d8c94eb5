package dev.countinghouse.billing.domain.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One time that a delivery was sent.
 *
 * @param number counts from 1, over replays; a number that is missing was cut off before its end was noted
 * @param status what the receiver answered; empty where it did not, or where the channel has none
 * @param failure why it did not arrive; empty if it did
 * @param duration to the millisecond
 */
public record Attempt(int number, Instant at, Duration duration, Optional<Integer> status, Optional<String> failure) {

    public boolean succeeded() {
        return failure.isEmpty();
    }
}
