package dev.countinghouse.billing.domain.rating;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.Phase;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.pricing.Step;
import dev.countinghouse.billing.domain.pricing.Steps;
import dev.countinghouse.billing.domain.rating.RatedLine.Kind;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Pause;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.domain.subscription.Segments;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Fees of a subscription: in advance for the period that begins, in arrears for the one that ends, and what a change in
 * between makes up for.
 *
 * <p>A fee charged in advance is never changed afterwards. When the terms change before its period is over, a line credits
 * the unused share of the old fee and another charges the same share of the new one, each settled on its own.
 */
public final class FeeLines {

    private final Subscription subscription;
    private final Function<PlanVersionId, PlanVersion> plans;

    public FeeLines(Subscription subscription, Function<PlanVersionId, PlanVersion> plans) {
        this.subscription = subscription;
        this.plans = plans;
    }

    /** Fees in advance for the fee period that begins at {@code start}; none if none does, in a trial or in a pause. */
    public List<RatedLine> inAdvanceAt(Instant start) {
        if (start.isBefore(subscription.startedAt())
                || subscription.hasEndedBy(start)
                || subscription.isPausedAt(start)
                || subscription.termAt(start).trial()) {
            return List.of();
        }
        Fee fee = feeAt(start);
        boolean begins = start.equals(fee.whole.start()) || start.equals(startOfRun(start));
        return begins ? fee.lines(Kind.FEE, fee.whole.from(start), Fraction.ONE, "") : List.of();
    }

    /** Fees in arrears of a period, by segment. */
    public List<RatedLine> inArrears(List<Segment> segments) {
        return bySegment(segments, charge -> charge.timing() == Charge.Timing.ARREARS);
    }

    /** The fees that a period bears, whenever they are charged: what a comparison of plans has to count. */
    public List<RatedLine> accrued(List<Segment> segments) {
        return bySegment(segments, any -> true);
    }

    private List<RatedLine> bySegment(List<Segment> segments, Predicate<Charge> which) {
        List<RatedLine> lines = new ArrayList<>();
        for (Segment segment : segments) {
            if (!segment.isTrial() && !subscription.isPausedAt(segment.part().start())) {
                Fee fee = new Fee(segment.term(), segment.plan(), segment.phase(), segment.period());
                for (Charge charge : segment.plan().charges()) {
                    if (charge.isFee() && which.test(charge)) {
                        lines.add(fee.line(charge, Kind.FEE, segment.part(), Fraction.ONE, ""));
                    }
                }
            }
        }
        return lines;
    }

    /** Credits and charges for changes of terms, early ends and resumed pauses in a period, its end included. */
    public List<RatedLine> prorations(BillingPeriod period) {
        List<RatedLine> lines = new ArrayList<>();
        Period actual = period.actual();
        for (Term term : subscription.terms()) {
            Instant at = term.from();
            if (at.isAfter(actual.start()) && !at.isAfter(actual.end()) && chargedAhead(actual.start(), at)) {
                lines.addAll(unused(at));
                if (term.cycle().equals(period.cycle()) && at.isBefore(actual.end())) {
                    Fee fee = feeAt(at);
                    lines.addAll(fee.lines(Kind.PRORATION, fee.whole.from(at), Fraction.ONE, "Remaining time: "));
                }
            }
        }
        subscription
                .ending()
                .filter(end ->
                        end.creditUnused() && end.at().equals(actual.end()) && chargedAhead(actual.start(), end.at()))
                .ifPresent(end -> lines.addAll(unused(end.at())));
        for (Pause pause : subscription.pauses()) {
            pause.until().filter(actual::contains).ifPresent(at -> lines.addAll(resumed(at)));
        }
        return lines;
    }

    /** The credit for what a fee period still had to run just before {@code at}. */
    private List<RatedLine> unused(Instant at) {
        Fee fee = feeAt(at.minusNanos(1));
        if (!fee.whole.end().isAfter(at)) {
            return List.of();
        }
        return fee.lines(Kind.PRORATION, fee.whole.from(at), Fraction.of(-1), "Unused time: ");
    }

    /** A fee that fell due during the pause is charged for what is left of its period. */
    private List<RatedLine> resumed(Instant at) {
        Fee fee = feeAt(at);
        return subscription.isPausedAt(later(fee.whole.start(), startOfRun(at)))
                ? fee.lines(Kind.FEE, fee.whole.from(at), Fraction.ONE, "Remaining time: ")
                : List.of();
    }

    /** Whether a fee was charged in advance for the time from {@code at} on: not in a trial, not if it fell in a pause. */
    private boolean chargedAhead(Instant inPeriod, Instant at) {
        Instant before = at.minusNanos(1);
        Term term = subscription.termAt(before);
        if (term.trial() || subscription.isPausedAt(before)) {
            return false;
        }
        Fee fee = feeAt(before);
        return !subscription.isPausedAt(later(fee.whole.start(), startOfRun(inPeriod)));
    }

    private Instant startOfRun(Instant at) {
        Instant start = subscription.startedAt();
        Term last = subscription.terms().get(0);
        for (Term term : subscription.terms()) {
            if (term.from().isAfter(at)) {
                break;
            }
            if (!term.cycle().equals(last.cycle()) || term.trial() != last.trial()) {
                start = term.from();
            }
            last = term;
        }
        return start;
    }

    private Fee feeAt(Instant at) {
        Term term = subscription.termAt(at);
        PlanVersion plan = plans.apply(term.plan());
        BillingPeriod period = subscription.periodAt(at);
        Optional<Phase> phase = Segments.of(subscription, List.of(), plans, period).stream()
                .filter(segment -> segment.part().contains(at))
                .findFirst()
                .flatMap(Segment::phase);
        return new Fee(term, plan, phase, period);
    }

    static Fraction percentOff(Optional<Phase> phase) {
        return phase.map(Phase::percentOff).orElse(Fraction.ZERO);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The fees of one term in one fee period. */
    private final class Fee {

        private final Term term;
        private final PlanVersion plan;
        private final Optional<Phase> phase;
        private final BillingPeriod period;
        private final Period whole;

        Fee(Term term, PlanVersion plan, Optional<Phase> phase, BillingPeriod period) {
            this.term = term;
            this.plan = plan;
            this.phase = phase;
            this.period = period;
            this.whole = period.feePeriod(plan.usagePeriodsPerFee());
        }

        /** A line per fee in advance for a part of the fee period; fees that are not prorated are never credited. */
        List<RatedLine> lines(Kind kind, Period part, Fraction sign, String prefix) {
            return plan.charges().stream()
                    .filter(charge -> charge.isFee() && charge.timing() == Charge.Timing.ADVANCE)
                    .filter(charge -> charge.prorated() || sign.signum() > 0)
                    .map(charge -> line(charge, kind, part, sign, prefix))
                    .toList();
        }

        RatedLine line(Charge charge, Kind kind, Period part, Fraction sign, String prefix) {
            Proration proration = charge.prorated() ? plan.change().proration() : Proration.NONE;
            Fraction share = proration.share(part, whole, period.cycle().zone());
            Fraction quantity = Fraction.of(term.quantity()).times(share).times(sign);
            Amount fee = charge.model().amount(QuantityUse.NONE, Steps.NONE);
            Amount amount = fee.times(quantity);
            return new RatedLine(
                    kind,
                    subscription.id(),
                    plan.id(),
                    charge.key().value(),
                    prefix + charge.name(),
                    Optional.empty(),
                    part,
                    Fraction.ZERO,
                    quantity,
                    amount,
                    percentOff(phase),
                    Charge.Settlement.INVOICE,
                    List.of(new Step(
                            prefix + charge.name(), quantity, fee.settle().toString(), amount)));
        }
    }
}
