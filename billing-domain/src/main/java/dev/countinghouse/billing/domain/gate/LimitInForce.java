package dev.countinghouse.billing.domain.gate;

import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.subscription.SoldLimit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * A limit that an account's calls are held against, and whose it is. What several plans have of one is added up, as their
 * allowances are; one of the account's own replaces it, be it higher or lower.
 *
 * @param plans that have it; if it is the account's own, those whose it replaces
 */
public record LimitInForce(UsageLimit limit, Source source, List<PlanVersionId> plans) {

    public enum Source {
        PLAN,
        ACCOUNT
    }

    public LimitInForce {
        plans = List.copyOf(plans);
    }

    /** By id. @param sold the main plan's first @param own set on the account */
    public static List<LimitInForce> of(Collection<SoldLimit> sold, Collection<UsageLimit> own) {
        TreeMap<LimitId, LimitInForce> all = new TreeMap<>();
        sold.forEach(each -> all.merge(
                each.limit().id(),
                new LimitInForce(each.limit(), Source.PLAN, List.of(each.plan())),
                LimitInForce::plus));
        own.forEach(limit -> all.merge(
                limit.id(),
                new LimitInForce(limit, Source.ACCOUNT, List.of()),
                (theirs, mine) -> new LimitInForce(limit, Source.ACCOUNT, theirs.plans())));
        return List.copyOf(all.values());
    }

    private LimitInForce plus(LimitInForce more) {
        List<PlanVersionId> both = new ArrayList<>(plans);
        both.addAll(more.plans());
        return new LimitInForce(limit.of(limit.most().plus(more.limit().most())), source, both);
    }
}
