package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a customer is told that his trial ends and he will be charged. Not told of are trials that are no longer than that,
 * and those after which the subscription ends.
 *
 * @param trialEnd when he is charged
 */
record TrialReminder(Subscription subscription, Instant trialEnd) {

    /** As providers do it, and early enough for a card that has to be found. */
    private static final Duration BEFORE = Duration.ofDays(3);

    /** Of a trial that runs at an instant. */
    static Optional<TrialReminder> of(Subscription subscription, Instant now) {
        if (!subscription.runsAt(now) || !subscription.termAt(now).trial()) {
            return Optional.empty();
        }
        return subscription.scheduledAfter(now).stream()
                .findFirst()
                .map(Term::from)
                .map(end -> new TrialReminder(subscription, end))
                .filter(reminder -> reminder.at().isAfter(subscription.startedAt()));
    }

    /**
     * The latest instant by which one who is in a trial, and would have to be reminded if it were not to end with it, is taken
     * to have been looked at: should he go on after all, he is told then.
     */
    static Optional<Instant> withheld(Subscription subscription, Instant now) {
        if (!subscription.runsAt(now)
                || !subscription.termAt(now).trial()
                || of(subscription, now).isPresent()) {
            return Optional.empty();
        }
        return subscription.terms().stream()
                .map(Term::from)
                .filter(from -> from.isAfter(now))
                .findFirst()
                .map(end -> new TrialReminder(subscription, end).at().minusNanos(1_000))
                .filter(now::isAfter);
    }

    Instant at() {
        return trialEnd.minus(BEFORE);
    }

    /** @param last when it was looked before; empty if never */
    boolean isDue(Optional<Instant> last, Instant now) {
        return !at().isAfter(now)
                && last.filter(before -> !before.isBefore(at())).isEmpty();
    }
}
