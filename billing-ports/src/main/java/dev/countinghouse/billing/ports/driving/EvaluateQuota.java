package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says whether more of a meter may be used, without using it. */
public interface EvaluateQuota {

    /** @param requested units wanted; 0 asks for the state as it is */
    Answer evaluate(AccountId account, MeterKey meter, Fraction requested);

    /** The state of every meter the account's plan has an allowance for. */
    List<Answer> all(AccountId account);

    /**
     * @param percent of the limit used
     * @param thresholds of 80, 100 and 120 per cent, those that use has reached
     * @param resetsAt when counting begins anew; empty without a running period
     * @param price what the requested units (one unit, if 0 were) would cost beyond what was used
     * @param upgrades plans that would raise the limit, the nearest first
     */
    record Answer(
            MeterKey meter,
            Verdict verdict,
            Fraction used,
            Limit limit,
            Limit remaining,
            Fraction percent,
            List<Fraction> thresholds,
            Optional<Instant> resetsAt,
            Optional<Amount> price,
            List<PlanKey> upgrades) {}
}
