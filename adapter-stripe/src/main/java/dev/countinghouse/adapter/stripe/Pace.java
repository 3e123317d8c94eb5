package dev.countinghouse.adapter.stripe;

import java.util.function.LongConsumer;

/** Keeps the calls of one process apart, so that two or three of them stay below the 1,000 a second that Stripe takes. */
final class Pace {

    private static final long APART_NANOS = 4_000_000;
    private static final long NANOS_A_MILLI = 1_000_000;

    private final LongConsumer pause;
    private long next = System.nanoTime();

    /** @param pause waits for milliseconds */
    Pace(LongConsumer pause) {
        this.pause = pause;
    }

    void await() {
        long millis = reserve() / NANOS_A_MILLI;
        if (millis > 0) {
            pause.accept(millis);
        }
    }

    /** How long it is until the caller's turn. */
    private synchronized long reserve() {
        long now = System.nanoTime();
        long wait = Math.max(0, next - now);
        next = now + wait + APART_NANOS;
        return wait;
    }
}
