package dev.countinghouse.billing.domain.rating;

import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.rating.RatedLine.Kind;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Pause;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Fees of a subscription: in advance for the period that begins, in arrears for the one that ends, and what a change in
 * between makes up for.
 *
 * <p>A fee charged in advance is never changed afterwards. When the terms change before its period is over, a line credits
 * the unused share of the old fee and another charges the same share of the new one, each settled on its own. A fee that
 * is not prorated is due once per fee period for the largest quantity of its plan.
 */
public final class FeeLines {

    private static final String UNUSED = "Unused time: ";
    private static final String REMAINING = "Remaining time: ";

    private final Subscription subscription;
    private final FeeTimeline timeline;

    public FeeLines(Subscription subscription, Function<PlanVersionId, PlanVersion> plans) {
        this.subscription = subscription;
        this.timeline = new FeeTimeline(subscription, plans);
    }

    /** Fees in advance for the fee period that begins at {@code start}; none if none does, in a trial or in a pause. */
    public List<RatedLine> inAdvanceAt(Instant start) {
        if (start.isBefore(subscription.startedAt())
                || subscription.hasEndedBy(start)
                || subscription.isPausedAt(start)
                || subscription.termAt(start).trial()
                || !timeline.dueAt(start).equals(start)) {
            return List.of();
        }
        Fee fee = timeline.feeAt(start);
        return fee.charged(Kind.FEE, fee.whole().from(start), "", 0);
    }

    /** Fees in arrears of a period: the same amounts as in advance, only later. */
    public List<RatedLine> inArrears(List<Segment> segments) {
        return bySegment(
                joined(segments, (one, next) -> one.percentOff().equals(next.percentOff())),
                charge -> charge.timing() == Charge.Timing.ARREARS);
    }

    /**
     * The fees that a period bears, whenever they are charged: what a comparison of plans has to count. Of a fee for
     * several usage periods each bears its share, even if the fee itself is charged whole. A fee in advance is one line, as it
     * is charged: a phase that ends later does not cut it.
     */
    public List<RatedLine> accrued(List<Segment> segments) {
        List<RatedLine> lines =
                bySegment(joined(segments, (one, next) -> true), charge -> charge.timing() == Charge.Timing.ADVANCE);
        lines.addAll(inArrears(segments));
        return lines;
    }

    private List<RatedLine> bySegment(List<Segment> segments, Predicate<Charge> which) {
        List<RatedLine> lines = new ArrayList<>();
        Map<PlanKey, Long> paid = new HashMap<>();
        for (Segment segment : segments) {
            Fee fee =
                    new Fee(subscription.id(), segment.term(), segment.plan(), segment.percentOff(), segment.period());
            PlanKey plan = segment.plan().id().plan();
            charged(segment).ifPresent(part -> {
                segment.plan().charges().stream()
                        .filter(charge -> charge.isFee() && which.test(charge))
                        .flatMap(charge -> fee.borne(charge, part, paid.getOrDefault(plan, 0L)).stream())
                        .forEach(lines::add);
                paid.merge(plan, segment.term().quantity(), Math::max);
            });
        }
        return lines;
    }

    /** Add-ons cut a period into segments; the plan's own fees are the same on both sides. */
    private static List<Segment> joined(List<Segment> segments, BiPredicate<Segment, Segment> alike) {
        List<Segment> joined = new ArrayList<>();
        for (Segment segment : segments) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).term().equals(segment.term()) && alike.test(joined.get(last), segment)) {
                joined.set(last, joined.get(last).joinedWith(segment));
            } else {
                joined.add(segment);
            }
        }
        return joined;
    }

    /** What of a segment is charged: a period that begins in a pause is charged from when it is resumed, if it is. */
    private Optional<Period> charged(Segment segment) {
        if (segment.isTrial()) {
            return Optional.empty();
        }
        return timeline.chargedAt(segment.part().start())
                .filter(from -> from.isBefore(segment.part().end()))
                .map(from -> segment.part().from(from));
    }

    /** Credits and charges for changes of terms, early ends and resumed pauses in a period, its end included. */
    public List<RatedLine> prorations(BillingPeriod period) {
        List<RatedLine> lines = new ArrayList<>();
        Period actual = period.actual();
        for (Term term : subscription.terms()) {
            Instant at = term.from();
            boolean inPeriod = at.isAfter(actual.start()) && !at.isAfter(actual.end());
            if (inPeriod && !subscription.hasEndedBy(at) && timeline.chargedAhead(at)) {
                lines.addAll(unused(at));
                lines.addAll(remaining(term, period));
            }
        }
        subscription
                .ending()
                .filter(end -> end.creditUnused() && end.at().equals(actual.end()) && timeline.chargedAhead(end.at()))
                .ifPresent(end -> lines.addAll(unused(end.at())));
        for (Pause pause : subscription.pauses()) {
            pause.until().filter(actual::contains).ifPresent(at -> lines.addAll(resumed(at)));
        }
        return lines;
    }

    /** The credit for what a fee period still had to run just before {@code at}. */
    private List<RatedLine> unused(Instant at) {
        Fee fee = timeline.feeAt(at.minusNanos(1));
        return fee.whole().end().isAfter(at) ? fee.credited(fee.whole().from(at), UNUSED) : List.of();
    }

    /** The charge for the rest of the fee period under new terms, unless their fee falls due as one that begins. */
    private List<RatedLine> remaining(Term term, BillingPeriod period) {
        Instant at = term.from();
        boolean ofItsOwn =
                !term.cycle().equals(period.cycle()) || timeline.dueAt(at).equals(at);
        boolean later = at.equals(period.actual().end()) || subscription.isPausedAt(at);
        if (ofItsOwn && later) {
            return List.of();
        }
        Fee fee = timeline.feeAt(at);
        return fee.charged(Kind.PRORATION, fee.whole().from(at), REMAINING, timeline.chargedBefore(term));
    }

    /** A fee that fell due during the pause is charged for what is left of its period. */
    private List<RatedLine> resumed(Instant at) {
        boolean chargedNow = !subscription.termAt(at).trial()
                && timeline.dueAt(at).isBefore(at)
                && timeline.chargedAt(at).filter(at::equals).isPresent();
        if (!chargedNow) {
            return List.of();
        }
        Fee fee = timeline.feeAt(at);
        return fee.charged(Kind.FEE, fee.whole().from(at), REMAINING, 0);
    }
}
