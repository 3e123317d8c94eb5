package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says whether more of a meter may be used, without using it. */
public interface EvaluateQuota {

    /**
     * @param requested units wanted; 0 asks for the state as it is
     * @param dimensions what the usage will carry, for example {@code project} alpha: a budget for a part of the account
     *     refuses what names that part, and nothing else
     */
    Answer evaluate(AccountId account, MeterKey meter, Fraction requested, Map<String, String> dimensions);

    default Answer evaluate(AccountId account, MeterKey meter, Fraction requested) {
        return evaluate(account, meter, requested, Map.of());
    }

    /** The state of every meter the account's plan has an allowance for, asked for without dimensions. */
    List<Answer> all(AccountId account);

    /**
     * @param budget that refuses
     * @param percent of the limit used
     * @param thresholds of those that the account is alerted of, the ones that use has reached
     * @param resetsAt when counting begins anew; empty without a running period
     * @param price what the requested units (one unit, if 0 were) would cost beyond what was used
     * @param upgrades plans that would raise the limit, the nearest first
     */
    record Answer(
            MeterKey meter,
            Verdict verdict,
            Optional<BudgetId> budget,
            Fraction used,
            Limit limit,
            Limit remaining,
            Fraction percent,
            List<Fraction> thresholds,
            Optional<Instant> resetsAt,
            Optional<Amount> price,
            List<PlanKey> upgrades) {}
}
