package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an account would have paid under another plan, over the usage it really had. Stores nothing. */
public interface SimulatePlan {

    /**
     * Compares, for every billing period of the account that begins in the range, what it is charged under its own terms
     * and under the other plan: fees and usage, before discounts and tax, with its add-ons on both sides. Empty if the account
     * has no such period.
     *
     * @param draftMeters meters of an unpublished catalogue that the plan uses; published ones need not be named
     */
    Optional<Simulation> simulate(AccountId account, PlanVersion plan, Map<MeterKey, Meter> draftMeters, Period range);

    record Simulation(List<Comparison> periods, Money actual, Money simulated) {

        public Simulation {
            periods = List.copyOf(periods);
        }

        /** Above 0 if the account would have paid more. */
        public Money difference() {
            return simulated.minus(actual);
        }
    }

    record Comparison(Period period, Money actual, Money simulated) {}
}
