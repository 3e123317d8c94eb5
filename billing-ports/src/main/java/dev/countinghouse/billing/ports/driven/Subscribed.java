package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.subscription.Subscription;
import java.time.Instant;
import java.util.Optional;

/**
 * A subscription as it is stored.
 *
 * @param billedThrough the last boundary that was invoiced; empty before the first
 * @param nextDueAt the next boundary to invoice; empty when nothing will be due any more
 * @param revision counts changes: a save must come with the revision that was read
 */
public record Subscribed(
        Subscription subscription, Optional<Instant> billedThrough, Optional<Instant> nextDueAt, long revision) {}
