package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Subscription;
import java.time.Instant;
import java.util.Optional;

/** When a subscription is to be billed. */
final class Billing {

    private Billing() {}

    /**
     * The boundary after the one billed last: the start, then the end of every period. An add-on is billed by itself as it
     * starts, after that on the invoices of the main subscription.
     */
    static Optional<Instant> nextDue(Subscription subscription, Optional<Instant> billedThrough) {
        if (billedThrough.isEmpty()) {
            return Optional.of(subscription.startedAt());
        }
        Instant last = billedThrough.get();
        if (subscription.role() == PlanVersion.Role.ADD_ON || subscription.hasEndedBy(last)) {
            return Optional.empty();
        }
        return Optional.of(subscription.periodAt(last).actual().end());
    }
}
