package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.ports.driven.TestClock;
import java.time.Instant;
import java.util.Optional;

/** A test clock that stands from the first and ends with its process. */
public final class InMemoryTestClock implements TestClock {

    private volatile Instant standing;

    public InMemoryTestClock(Instant standing) {
        this.standing = standing;
    }

    @Override
    public Optional<Instant> standing() {
        return Optional.of(standing);
    }

    @Override
    public Instant instant() {
        return standing;
    }

    @Override
    public synchronized void moveTo(Instant instant) {
        if (instant.isAfter(standing)) {
            standing = instant;
        }
    }
}
