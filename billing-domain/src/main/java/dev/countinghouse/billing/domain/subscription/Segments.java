package dev.countinghouse.billing.domain.subscription;

import static dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange.CARRY;
import static dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange.PRORATE;

import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.ChangePolicy;
import dev.countinghouse.billing.domain.plan.Phase;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Cuts a billing period where its terms change: at a change of plan or quantity, a phase, an add-on that comes or goes. */
public final class Segments {

    private final Subscription subscription;
    private final List<Subscription> addOns;
    private final Function<PlanVersionId, PlanVersion> plans;
    private final BillingPeriod period;

    private Segments(
            Subscription subscription,
            List<Subscription> addOns,
            Function<PlanVersionId, PlanVersion> plans,
            BillingPeriod period) {
        this.subscription = subscription;
        this.addOns = addOns;
        this.plans = plans;
        this.period = period;
    }

    /** The segments of one period, in order, without gaps. Add-ons are those of the same account; none for an add-on. */
    public static List<Segment> of(
            Subscription subscription,
            List<Subscription> addOns,
            Function<PlanVersionId, PlanVersion> plans,
            BillingPeriod period) {
        return new Segments(subscription, addOns, plans, period).cut();
    }

    private List<Segment> cut() {
        List<Instant> cuts = cuts();
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i + 1 < cuts.size(); i++) {
            Period part = new Period(cuts.get(i), cuts.get(i + 1));
            segments.add(segment(part, segments));
        }
        return segments;
    }

    private List<Instant> cuts() {
        TreeSet<Instant> cuts = new TreeSet<>();
        subscription.terms().forEach(term -> cuts.add(term.from()));
        for (Term term : subscription.terms()) {
            phaseEnds(term).forEach(cuts::add);
        }
        for (Subscription addOn : addOns) {
            addOn.terms().forEach(term -> cuts.add(term.from()));
            addOn.ending().ifPresent(ending -> cuts.add(ending.at()));
        }
        cuts.removeIf(cut -> !period.actual().contains(cut));
        cuts.add(period.actual().start());
        cuts.add(period.actual().end());
        return List.copyOf(cuts);
    }

    private Segment segment(Period part, List<Segment> before) {
        Term term = subscription.termAt(part.start());
        PlanVersion plan = plans.apply(term.plan());
        Optional<Phase> phase = phaseAt(term, plan, part.start());
        SortedMap<MeterKey, List<Included>> extra = extraAt(part.start());
        ChangePolicy policy = plan.change();
        boolean changed = part.start().equals(term.from())
                && part.start().isAfter(period.whole().start());
        if (changed && policy.allowance() != CARRY) {
            Fraction share = policy.allowance() == PRORATE ? shareFrom(part.start(), policy) : Fraction.ONE;
            return new Segment(period, part, plan, term, phase, part.start(), share, extra);
        }
        if (before.isEmpty()) {
            return new Segment(period, part, plan, term, phase, part.start(), Fraction.ONE, extra);
        }
        Segment last = before.get(before.size() - 1);
        boolean sameTerm = last.term().equals(term);
        // a plan that carries counts the whole period again, even after one that restarted
        Instant countedFrom = sameTerm ? last.countedFrom() : period.actual().start();
        return new Segment(period, part, plan, term, phase, countedFrom, sameTerm ? last.share() : Fraction.ONE, extra);
    }

    /**
     * The share of the period that is left at {@code start}. What comes later does not change it: use was admitted and
     * priced within the allowance that was given then. Where no whole day is left, days give way to seconds, because an
     * allowance of nothing would refuse or charge all use.
     */
    private Fraction shareFrom(Instant start, ChangePolicy policy) {
        Period rest = period.whole().from(start);
        Fraction share =
                policy.proration().share(rest, period.whole(), period.cycle().zone());
        return share.isZero()
                ? Proration.SECOND.share(rest, period.whole(), period.cycle().zone())
                : share;
    }

    /** Phases count from the first term that is not a trial, whatever the plan was then. */
    private Optional<Phase> phaseAt(Term term, PlanVersion plan, Instant at) {
        if (term.trial()) {
            return plan.phases().stream().filter(Phase::trial).findFirst();
        }
        Instant start = firstPaidInstant();
        for (Phase phase : plan.phases()) {
            if (phase.trial()) {
                continue;
            }
            Instant end = endOf(phase, start);
            if (at.isBefore(end)) {
                return Optional.of(phase);
            }
            start = end;
        }
        return Optional.empty();
    }

    private List<Instant> phaseEnds(Term term) {
        List<Instant> ends = new ArrayList<>();
        if (!term.trial()) {
            Instant start = firstPaidInstant();
            for (Phase phase : plans.apply(term.plan()).phases()) {
                if (!phase.trial()) {
                    start = endOf(phase, start);
                    ends.add(start);
                }
            }
        }
        return ends;
    }

    private Instant endOf(Phase phase, Instant start) {
        ZonedDateTime local = start.atZone(period.cycle().zone());
        return phase.duration().addTo(local, 1).toInstant();
    }

    private Instant firstPaidInstant() {
        return subscription.terms().stream()
                .filter(term -> !term.trial())
                .map(Term::from)
                .findFirst()
                .orElse(subscription.startedAt());
    }

    private SortedMap<MeterKey, List<Included>> extraAt(Instant at) {
        SortedMap<MeterKey, List<Included>> extra = new TreeMap<>();
        for (Subscription addOn : addOns) {
            if (addOn.runsAt(at)) {
                Term term = addOn.termAt(at);
                plans.apply(term.plan()).allowances().forEach((meter, allowance) -> extra.computeIfAbsent(
                                meter, any -> new ArrayList<>())
                        .add(new Included(
                                term.plan(),
                                Optional.empty(),
                                Optional.of(addOn.id()),
                                allowance,
                                term.quantity(),
                                Fraction.ONE)));
            }
        }
        return extra;
    }
}
