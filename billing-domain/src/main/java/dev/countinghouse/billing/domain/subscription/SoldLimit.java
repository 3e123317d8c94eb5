package dev.countinghouse.billing.domain.subscription;

import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Phase;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A limit that a plan comes with, as often as the plan is taken. A limit for each value of a dimension is not multiplied: it
 * is a user's or a key's, of which there are more anyway.
 */
public record SoldLimit(PlanVersionId plan, UsageLimit limit) {

    /** Of the main plan, in which a phase may replace some, and of the add-ons that run beside it. */
    public static List<SoldLimit> in(
            Segment segment, List<Subscription> addOns, Function<PlanVersionId, PlanVersion> plans) {
        List<SoldLimit> sold = new ArrayList<>();
        Map<LimitId, UsageLimit> own = new TreeMap<>();
        segment.plan().limits().forEach(limit -> own.put(limit.id(), limit));
        segment.phase().map(Phase::limits).orElse(List.of()).forEach(limit -> own.put(limit.id(), limit));
        own.values().forEach(limit -> sold.add(taken(segment.term(), limit)));
        Instant at = segment.part().start();
        for (Subscription addOn : addOns) {
            if (addOn.runsAt(at)) {
                Term term = addOn.termAt(at);
                plans.apply(term.plan()).limits().forEach(limit -> sold.add(taken(term, limit)));
            }
        }
        return sold;
    }

    private static SoldLimit taken(Term term, UsageLimit limit) {
        Fraction times = Fraction.of(limit.isForEachValue() ? 1 : term.quantity());
        return new SoldLimit(term.plan(), limit.of(limit.most().times(times)));
    }
}
