package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.InfrastructureProvider;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What providing takes. Its clock is that of the world, as of {@link Till}: the provider does not wait for a test clock. */
record Site(@Nullable InfrastructureProvider infrastructure, InstantSource clock) {

    /** @throws IllegalStateException unless the builder was told who */
    InfrastructureProvider provider() {
        InfrastructureProvider given = infrastructure;
        if (given == null) {
            throw new IllegalStateException("nobody to create infrastructure: call infrastructure(…) on the builder");
        }
        return given;
    }

    Instant now() {
        return Books.kept(clock.instant());
    }

    Instant nextLook(int looks) {
        return Till.nextLook(now(), looks);
    }
}
