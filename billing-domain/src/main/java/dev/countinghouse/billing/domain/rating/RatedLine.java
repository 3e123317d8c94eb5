package dev.countinghouse.billing.domain.rating;

import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.pricing.Step;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.util.List;
import java.util.Optional;

/**
 * One exact amount and where it comes from.
 *
 * @param charge the key of the charge in its plan, or {@link #WHOLE_PLAN} for bounds on the plan's whole usage
 * @param period the time the line is for
 * @param used what the meter counted in that time
 * @param quantity what is charged of it: the use beyond the allowance; for a fee, how many times it is due
 * @param percentOff what the phase of the plan takes off before any other discount
 */
public record RatedLine(
        Kind kind,
        SubscriptionId subscription,
        PlanVersionId plan,
        String charge,
        String description,
        Optional<MeterKey> meter,
        Period period,
        Fraction used,
        Fraction quantity,
        Amount amount,
        Fraction percentOff,
        Charge.Settlement settlement,
        List<Step> steps) {

    /** Is no {@link dev.countinghouse.billing.domain.plan.ChargeKey}, so that a charge may be called anything. */
    public static final String WHOLE_PLAN = "*";

    public enum Kind {
        USAGE,
        FEE,
        /** A credit or a charge for the rest of a fee period after the terms changed in it. */
        PRORATION,
        /** What is missing to the minimum spend. */
        MINIMUM_SPEND,
        /** What is above the maximum spend, negative. */
        MAXIMUM_SPEND,
        /** What a line of an earlier invoice would be more, or less, with the usage known today. */
        ADJUSTMENT
    }

    public RatedLine {
        steps = List.copyOf(steps);
    }
}
