package dev.countinghouse.billing.domain.rating;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.plan.SpendBounds;
import dev.countinghouse.billing.domain.rating.RatedLine.Kind;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * True-ups to a minimum spend and reductions to a maximum spend, per charge and then over the plan's usage. Terms that
 * held for part of the period bound their spend in proportion.
 */
final class SpendBoundLines {

    private final SubscriptionId subscription;
    private final List<Segment> segments;
    private final List<RatedLine> rated;
    private final List<RatedLine> lines = new ArrayList<>();

    private SpendBoundLines(SubscriptionId subscription, List<Segment> segments, List<RatedLine> rated) {
        this.subscription = subscription;
        this.segments = segments;
        this.rated = rated;
    }

    static List<RatedLine> of(SubscriptionId subscription, List<Segment> segments, List<RatedLine> rated) {
        SpendBoundLines bounds = new SpendBoundLines(subscription, segments, rated);
        bounds.run();
        return bounds.lines;
    }

    private void run() {
        Map<PlanVersionId, List<Segment>> byPlan = new LinkedHashMap<>();
        segments.stream().filter(segment -> !segment.isTrial()).forEach(segment -> byPlan.computeIfAbsent(
                        segment.plan().id(), id -> new ArrayList<>())
                .add(segment));
        byPlan.values().forEach(this::boundPlan);
    }

    private void boundPlan(List<Segment> ofPlan) {
        PlanVersion plan = ofPlan.get(0).plan();
        for (Charge charge : plan.charges()) {
            if (!charge.isFee()) {
                bound(ofPlan, charge.bounds(), charge.key().value(), charge.name(), charge.settlement());
            }
        }
        bound(ofPlan, plan.bounds(), RatedLine.WHOLE_PLAN, plan.name(), Charge.Settlement.INVOICE);
    }

    private void bound(
            List<Segment> ofPlan, SpendBounds bounds, String charge, String name, Charge.Settlement settlement) {
        if (bounds.equals(SpendBounds.NONE)) {
            return;
        }
        Amount spent = spent(ofPlan.get(0).plan(), charge, settlement);
        Fraction share = share(ofPlan);
        Amount missing = bound(bounds.minimum(), share, settlement, spent).minus(spent);
        if (missing.signum() > 0) {
            lines.add(line(ofPlan, Kind.MINIMUM_SPEND, charge, "Minimum spend: " + name, missing, settlement));
        }
        Amount above = bound(bounds.maximum(), share, settlement, spent).minus(spent);
        if (above.signum() < 0) {
            lines.add(line(ofPlan, Kind.MAXIMUM_SPEND, charge, "Maximum spend: " + name, above, settlement));
        }
    }

    private Amount spent(PlanVersion plan, String charge, Charge.Settlement settlement) {
        Amount spent = Amount.zero(plan.currency());
        for (RatedLine line : Stream.concat(rated.stream(), lines.stream()).toList()) {
            boolean counts = charge.equals(RatedLine.WHOLE_PLAN)
                    ? line.settlement() == settlement
                    : line.charge().equals(charge);
            if (line.plan().equals(plan.id()) && counts) {
                spent = spent.plus(settled(line.amount(), settlement));
            }
        }
        return spent;
    }

    private static Amount bound(Optional<Money> bound, Fraction share, Charge.Settlement settlement, Amount otherwise) {
        return bound.map(money -> settled(money.exact().times(share), settlement))
                .orElse(otherwise);
    }

    /** As the invoice will show it: lines that are rounded one by one must not add up to a cent more than the maximum. */
    private static Amount settled(Amount amount, Charge.Settlement settlement) {
        return settlement == Charge.Settlement.INVOICE ? amount.settle().exact() : amount;
    }

    private static Fraction share(List<Segment> ofPlan) {
        return ofPlan.stream()
                .map(segment -> segment.plan()
                        .change()
                        .proration()
                        .share(
                                segment.part(),
                                segment.period().whole(),
                                segment.period().cycle().zone()))
                .reduce(Fraction.ZERO, Fraction::plus)
                .min(Fraction.ONE);
    }

    private RatedLine line(
            List<Segment> ofPlan,
            Kind kind,
            String charge,
            String description,
            Amount amount,
            Charge.Settlement settlement) {
        Segment last = ofPlan.get(ofPlan.size() - 1);
        return new RatedLine(
                kind,
                subscription,
                last.plan().id(),
                charge,
                description,
                Optional.empty(),
                last.period().actual(),
                Fraction.ZERO,
                Fraction.ONE,
                amount,
                last.percentOff(),
                settlement,
                List.of());
    }
}
