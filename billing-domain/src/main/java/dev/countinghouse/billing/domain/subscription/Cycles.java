package dev.countinghouse.billing.domain.subscription;

import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Which periods a subscription takes when it starts and when its terms change. */
final class Cycles {

    private Cycles() {}

    static BillingCycle first(PlanVersion plan, Instant from, ZoneId zone, Lifecycle.Anchor anchor) {
        return anchor == Lifecycle.Anchor.START
                ? BillingCycle.anchoredAt(from, zone, plan.usageInterval())
                : BillingCycle.calendar(zone, plan.usageInterval());
    }

    /** The periods after a change: those before it where intervals stay, a new anchor where they do not. */
    static BillingCycle after(
            Subscription subscription, Term current, PlanVersion from, PlanVersion to, Instant change) {
        boolean sameRhythm = from.usageInterval().equals(to.usageInterval())
                && from.interval().equals(to.interval());
        if (sameRhythm && !current.trial()) {
            return current.cycle();
        }
        BillingCycle paid = paidTermAt(subscription, current.from()).cycle();
        return paid.isOnCalendar() || subscription.role() == PlanVersion.Role.ADD_ON
                ? new BillingCycle(paid.anchor(), paid.zone(), to.usageInterval())
                : BillingCycle.anchoredAt(change, paid.zone(), to.usageInterval());
    }

    /** The terms of an add-on, cut where the main subscription gets a new cycle. */
    static List<Term> following(Subscription addOn, Subscription main) {
        TreeSet<Instant> cuts = new TreeSet<>();
        addOn.terms().forEach(term -> cuts.add(term.from()));
        main.terms().stream()
                .map(Term::from)
                .filter(from -> from.isAfter(addOn.startedAt()))
                .forEach(cuts::add);
        List<Term> terms = new ArrayList<>();
        for (Instant cut : cuts) {
            Term own = addOn.termAt(cut);
            Term next =
                    new Term(own.plan(), own.quantity(), cut, main.termAt(cut).cycle(), false);
            if (terms.isEmpty() || !goesOn(terms.get(terms.size() - 1), next)) {
                terms.add(next);
            }
        }
        return terms;
    }

    private static boolean goesOn(Term last, Term next) {
        return last.plan().equals(next.plan())
                && last.quantity() == next.quantity()
                && last.cycle().equals(next.cycle());
    }

    static Instant endOfFeePeriod(Subscription subscription, PlanVersion plan, Instant at) {
        BillingPeriod period = subscription.periodAt(at);
        return subscription.termAt(at).trial()
                ? period.actual().end()
                : period.feePeriod(plan.usagePeriodsPerFee()).end();
    }

    /** The term at an instant or, in a trial, the one that follows it. */
    private static Term paidTermAt(Subscription subscription, Instant at) {
        List<Term> terms = subscription.terms();
        int index = subscription.termIndexAt(at);
        return terms.get(index).trial() && index + 1 < terms.size() ? terms.get(index + 1) : terms.get(index);
    }
}
