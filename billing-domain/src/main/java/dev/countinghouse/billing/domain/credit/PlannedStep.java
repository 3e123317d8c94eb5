package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.plan.GrantTerms;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.domain.subscription.Term;
import java.time.Instant;
import java.util.Optional;

/** What a subscription's timeline does to the credits that come with its plans, at one instant. */
public sealed interface PlannedStep {

    Instant at();

    SubscriptionId subscription();

    /**
     * A term begins: recurring credits of the one before are revoked, those of this one are granted.
     *
     * @param paused it begins in a pause, in which no recurring credits are granted
     */
    record Begin(Instant at, SubscriptionId subscription, Term term, Optional<Term> before, boolean paused)
            implements PlannedStep {}

    /** A grant comes again. */
    record Again(Instant at, SubscriptionId subscription, Term term, GrantTerms terms) implements PlannedStep {}

    /** The subscription ends: recurring credits are revoked. */
    record End(Instant at, SubscriptionId subscription) implements PlannedStep {}
}
