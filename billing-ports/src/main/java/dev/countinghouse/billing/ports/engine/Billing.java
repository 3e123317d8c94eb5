package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Subscribed;
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

    /** Whether an add-on that has ended did so at a boundary of a main subscription that is still to be billed. */
    static boolean endsWithUnbilledMain(Subscription subscription, AccountView view) {
        return subscription.role() == PlanVersion.Role.ADD_ON
                && subscription
                        .ending()
                        .filter(ending -> view.subscriptions().stream()
                                .anyMatch(stored -> AccountView.isMain(stored) && isToBeBilledAt(ending.at(), stored)))
                        .isPresent();
    }

    private static boolean isToBeBilledAt(Instant boundary, Subscribed main) {
        Optional<Instant> due = main.nextDueAt();
        while (due.filter(at -> at.isBefore(boundary)).isPresent()) {
            due = nextDue(main.subscription(), due);
        }
        return due.equals(Optional.of(boundary));
    }
}
