package dev.countinghouse.example;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved: a month passes in as long as its work takes. */
final class HandClock implements InstantSource {

    private volatile Instant now;

    HandClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void moveTo(Instant later) {
        now = later;
    }
}
