package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.PaymentGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What selling credits takes. Its clock is that of the world, as of {@link World}: the provider does not wait for an engine
 * whose time is moved by hand.
 */
record Till(@Nullable PaymentGateway payments, InstantSource clock) {

    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 9;

    /** @throws IllegalStateException unless the builder was told who */
    PaymentGateway gateway() {
        PaymentGateway given = payments;
        if (given == null) {
            throw new IllegalStateException("nobody to take money: call payments(…) on the builder");
        }
        return given;
    }

    Instant now() {
        return Books.kept(clock.instant());
    }

    /** When to look again at something, twice as late each time: after a minute, and in the end every eight hours and a half. */
    Instant nextLook(int looks) {
        return now().plus(FIRST_LOOK.multipliedBy(1L << Math.min(looks, MOST_DOUBLINGS)));
    }
}
