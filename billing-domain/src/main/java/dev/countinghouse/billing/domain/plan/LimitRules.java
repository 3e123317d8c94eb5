package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A limit's id means the same in every plan, only how much it admits differs: an account goes on counting by it when it
 * changes its plan, and what an add-on has of it is added.
 */
final class LimitRules {

    /** Who has an id first. */
    private final Map<LimitId, Sold> known = new HashMap<>();

    private record Sold(PlanVersionId plan, UsageLimit limit) {}

    private LimitRules() {}

    /** Of one catalogue. */
    static void check(Collection<PlanVersion> plans) {
        LimitRules rules = new LimitRules();
        for (PlanVersion plan : plans) {
            plan.everyLimit().forEach(limit -> {
                Sold first = rules.firstOf(plan, limit);
                if (!limit.countsLike(first.limit())) {
                    throw new IllegalArgumentException("limit " + limit.id() + " of plan "
                            + plan.id().plan() + " is another than that of plan "
                            + first.plan().plan() + ": an id means the same in every plan, only 'most' may differ");
                }
            });
        }
    }

    /** Subscriptions stay on versions that were published earlier, and an account may change from them to those of the draft. */
    static List<String> refusals(Collection<PlanVersion> published, Collection<PlanVersion> draft) {
        LimitRules rules = new LimitRules();
        published.forEach(plan -> plan.everyLimit().forEach(limit -> rules.firstOf(plan, limit)));
        List<String> refusals = new ArrayList<>();
        draft.forEach(plan -> plan.everyLimit().forEach(limit -> {
            Sold before = rules.firstOf(plan, limit);
            if (!limit.countsLike(before.limit())) {
                refusals.add("plans." + plan.id().plan() + ".limits." + limit.id() + " is another than that of "
                        + before.plan() + ", by which accounts are counted: use another id");
            }
        }));
        return refusals;
    }

    private Sold firstOf(PlanVersion plan, UsageLimit limit) {
        return known.computeIfAbsent(limit.id(), any -> new Sold(plan.id(), limit));
    }
}
