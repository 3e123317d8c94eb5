package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A test clock that can also be put back, as those of machines are. */
public final class HandClock implements TestClock {

    private volatile Instant now;

    public HandClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Optional<Instant> standing() {
        return Optional.of(now);
    }

    @Override
    public void moveTo(Instant instant) {
        if (instant.isAfter(now)) {
            now = instant;
        }
    }

    public void set(Instant instant) {
        now = instant;
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }
}
