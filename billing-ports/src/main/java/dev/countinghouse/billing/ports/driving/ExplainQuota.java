package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.ChangePolicy;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.subscription.Included;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes the answer of {@link EvaluateQuota} back to what it came from: terms, use by segment, and the events. */
public interface ExplainQuota {

    /** The state as it is now. Events come in pages: pass {@code next} of one page to get the next. */
    Explanation explain(AccountId account, MeterKey meter, Optional<UsageEvent> after, int limit);

    /** @param basis empty where nothing is counted: no running subscription, or nothing that includes the meter */
    record Explanation(
            EvaluateQuota.Answer answer, Optional<Basis> basis, List<UsageEvent> events, Optional<UsageEvent> next) {

        public Explanation {
            events = List.copyOf(events);
        }
    }

    /**
     * What the answer is decided by.
     *
     * @param plan that holds now
     * @param allowance what the sources come to, with the cap that holds; unlimited where a charge prices every unit
     * @param included the sources, which add up to it; none where a charge prices every unit
     * @param capped whether the customer chose to have overage refused
     * @param counted where counting began, and up to where it goes
     * @param onChange what the plan does to allowances when it is changed to, which says where counting began
     * @param reachedAt since when a soft cap's limit is reached: its grace time runs from there
     * @param segments of the counted time; what they used adds up to what the answer says is used
     */
    record Basis(
            PlanVersionId plan,
            Allowance allowance,
            List<Included> included,
            boolean capped,
            Period counted,
            ChangePolicy.AllowanceOnChange onChange,
            Optional<Instant> reachedAt,
            List<SegmentUsed> segments) {

        public Basis {
            included = List.copyOf(included);
            segments = List.copyOf(segments);
        }
    }

    /**
     * A part of the period under one set of terms.
     *
     * @param used by how much it moved what is counted: for a maximum or a level that is what it rose, or fell
     */
    record SegmentUsed(Period part, PlanVersionId plan, Fraction used) {}
}
