package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A time in which something of a subscription is invoiced.
 *
 * @param plans of which main plan a stage is
 * @param trialEnd if it begins with a trial
 * @param until since when nothing is, although the subscription goes on
 */
record Span(
        Subscription main,
        Function<Stage, PlanVersion> plans,
        List<Stage> stages,
        Optional<Instant> trialEnd,
        Optional<Instant> until) {

    Instant start() {
        return trialEnd.isPresent() ? main.startedAt() : chargedFrom();
    }

    private Instant chargedFrom() {
        return stages.get(0).from();
    }

    /** Fees that were charged for the time after a change of plan are credited. */
    Optional<Ending> end() {
        return until.map(at -> new Ending(at, true)).or(main::ending);
    }

    /** The first one before it begins, as it is in a trial. */
    Stage at(Instant now) {
        return stages.get(indexAt(now));
    }

    Optional<Stage> after(Instant now) {
        return stages.stream().skip(indexAt(now) + 1L).findFirst();
    }

    /** Whether more is scheduled than a provider is told of. */
    boolean hasMoreAfter(Stage next) {
        return stages.indexOf(next) + 1 < stages.size();
    }

    private int indexAt(Instant now) {
        int index = 0;
        while (index + 1 < stages.size() && !stages.get(index + 1).from().isAfter(now)) {
            index++;
        }
        return index;
    }

    Interval every(Instant now) {
        return plans.apply(at(now)).interval();
    }

    /** Of the cycle it was on last, if it has ended. */
    Instant periodEnd(Instant now) {
        Instant charged = chargedFrom();
        boolean isInTrial = now.isBefore(charged);
        Instant at = isInTrial ? charged : now;
        if (isInTrial && until.filter(charged::equals).isPresent()) {
            return charged;
        }
        BillingCycle cycle = main.termAt(at(at).from()).cycle();
        long perFee = plans.apply(at(at)).usagePeriodsPerFee();
        long index = cycle.indexOf(at);
        long first = index - Math.floorMod(index, perFee);
        return isInTrial && cycle.boundary(first).equals(at) ? at : cycle.boundary(first + perFee);
    }
}
