package dev.countinghouse.billing.domain.rating;

import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Pause;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.domain.subscription.Segments;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * When fees in advance fall due, and when they are charged: at once, or when the pause they fell into is over. Charged is
 * what was not paused away, so the two instants say whether there is anything to credit.
 */
final class FeeTimeline {

    private final Subscription subscription;
    private final Function<PlanVersionId, PlanVersion> plans;

    FeeTimeline(Subscription subscription, Function<PlanVersionId, PlanVersion> plans) {
        this.subscription = subscription;
        this.plans = plans;
    }

    /** The fees of the terms at an instant between the subscription's start and end. */
    Fee feeAt(Instant at) {
        Term term = subscription.termAt(at);
        BillingPeriod period = subscription.periodAt(at);
        Segment segment = Segments.of(subscription, List.of(), plans, period).stream()
                .filter(candidate -> candidate.part().contains(at))
                .findFirst()
                .orElseThrow();
        return new Fee(subscription.id(), term, segment.plan(), segment.percentOff(), period);
    }

    /** When the fee period at {@code at} began: with it, the subscription's first fee fell due. */
    Instant dueAt(Instant at) {
        Instant start = feeAt(at).whole().start();
        Instant run = startOfRun(at);
        return run.isAfter(start) ? run : start;
    }

    /** When the fee that holds at {@code at} was or will be charged; never in a pause without an end. */
    Optional<Instant> chargedAt(Instant at) {
        return resumedAfter(dueAt(at));
    }

    /** Whether fees were charged in advance for the time from {@code at} on: not in a trial, not while all was paused. */
    boolean chargedAhead(Instant at) {
        Instant before = at.minusNanos(1);
        return !subscription.termAt(before).trial()
                && chargedAt(before).map(charged -> charged.isBefore(at)).orElse(false);
    }

    /** The largest quantity of the plan that a fee which is never shared was charged for before {@code term} began. */
    long chargedBefore(Term term) {
        Instant due = dueAt(term.from());
        PlanKey plan = term.plan().plan();
        List<Term> terms = subscription.terms();
        long most = 0;
        for (int i = 0; i + 1 < terms.size() && terms.get(i).from().isBefore(term.from()); i++) {
            Term earlier = terms.get(i);
            boolean inFeePeriod = terms.get(i + 1).from().isAfter(due);
            if (inFeePeriod && !earlier.trial() && earlier.plan().plan().equals(plan)) {
                most = Math.max(most, earlier.quantity());
            }
        }
        return most;
    }

    /** Fees run on over changes of plan and quantity, but not over the end of a trial, a new cycle or another interval. */
    private Instant startOfRun(Instant at) {
        Instant start = subscription.startedAt();
        Term last = subscription.terms().get(0);
        for (Term term : subscription.terms()) {
            if (term.from().isAfter(at)) {
                break;
            }
            if (term.trial() != last.trial() || !term.cycle().equals(last.cycle()) || !sameInterval(term, last)) {
                start = term.from();
            }
            last = term;
        }
        return start;
    }

    private boolean sameInterval(Term one, Term other) {
        return plans.apply(one.plan())
                .interval()
                .equals(plans.apply(other.plan()).interval());
    }

    private Optional<Instant> resumedAfter(Instant at) {
        Optional<Instant> running = Optional.of(at);
        for (Pause pause : subscription.pauses()) {
            if (running.filter(pause::covers).isPresent()) {
                running = pause.until();
            }
        }
        return running;
    }
}
