package dev.countinghouse.billing.domain.gate;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * What one limit says to a call.
 *
 * @param used recorded and outstanding, before the call
 * @param wanted by the call; of a budget in its currency
 * @param remaining after it, if it is admitted; 0 once the limit is used up
 * @param resetsAt when counting begins anew; empty where it does not, as for calls that run at the same time
 */
public record Standing(
        BoundKey bound,
        Bound.Kind kind,
        Limit limit,
        Fraction used,
        Fraction wanted,
        Limit remaining,
        Optional<Instant> resetsAt,
        Verdict verdict) {

    /** The same of a call that was admitted before, whatever it would be told now: what it took is part of what is used. */
    public Standing admitted() {
        Limit left = limit instanceof Limit.Units units
                ? new Limit.Units(units.quantity().minus(used).max(Fraction.ZERO))
                : limit;
        return new Standing(bound, kind, limit, used, wanted, left, resetsAt, new Verdict.Within());
    }

    public boolean admits() {
        return verdict.admits();
    }
}
