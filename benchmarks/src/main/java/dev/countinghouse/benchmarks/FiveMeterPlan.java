package dev.countinghouse.benchmarks;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.ChangePolicy;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.plan.SpendBounds;
import dev.countinghouse.billing.domain.pricing.Graduated;
import dev.countinghouse.billing.domain.pricing.Tier;
import dev.countinghouse.billing.domain.pricing.Tiers;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The plan that is rated: five meters of an AI product, each with an allowance and four graduated tiers. It is written
 * down once, as text, so that the engine and the plain way of doing it cannot drift apart.
 */
final class FiveMeterPlan {

    static final Currency USD = Currency.getInstance("USD");
    static final PlanKey KEY = new PlanKey("five-meters");
    static final String EVENT_TYPE = "ai.call";

    /**
     * @param property what the meter sums; {@code ""} counts the events
     * @param bounds where the second, third and fourth tier begin
     * @param prices of the four tiers, each for {@code per} units
     * @param fee due when the third tier is entered
     */
    record Terms(
            String meter,
            String property,
            long included,
            List<Long> bounds,
            List<String> prices,
            long per,
            String fee) {

        MeterKey meterKey() {
            return new MeterKey(meter);
        }

        /** Where a tier begins, in units. */
        long from(int tier) {
            return tier == 0 ? 0 : bounds.get(tier - 1);
        }

        String feeOf(int tier) {
            return tier == 2 ? fee : "0";
        }
    }

    static final List<Terms> TERMS = List.of(
            terms("requests", "", 1_000, 10_000, List.of("4.00", "3.20", "2.50", "1.80"), 1_000, "25.00"),
            terms(
                    "input-tokens",
                    "input",
                    1_000_000,
                    10_000_000,
                    List.of("3.00", "2.70", "2.40", "2.10"),
                    1_000_000,
                    "0"),
            terms(
                    "output-tokens",
                    "output",
                    100_000,
                    1_000_000,
                    List.of("15.00", "13.5", "12", "10.5"),
                    1_000_000,
                    "0"),
            terms("run-seconds", "seconds", 3_600, 100_000, List.of("0.00042", "0.00038", "0.00034", "0.0003"), 1, "0"),
            terms(
                    "egress-bytes",
                    "bytes",
                    5_000_000_000L,
                    10_000_000_000L,
                    List.of("0.09", "0.085", "0.07", "0.05"),
                    1_000_000_000,
                    "0"));

    private FiveMeterPlan() {}

    private static Terms terms(
            String meter, String property, long included, long second, List<String> prices, long per, String fee) {
        return new Terms(meter, property, included, List.of(second, second * 10, second * 100), prices, per, fee);
    }

    static Graduated model(Terms terms) {
        List<Tier> tiers = new ArrayList<>();
        for (int i = 0; i < terms.prices().size(); i++) {
            Rate rate = Rate.of(terms.prices().get(i), USD, terms.per());
            tiers.add(new Tier(Fraction.of(terms.from(i)), rate, Money.parse(terms.feeOf(i), USD)));
        }
        return new Graduated(new Tiers(tiers), true);
    }

    static Catalogue catalogue() {
        TreeMap<MeterKey, Meter> meters = new TreeMap<>();
        TreeMap<MeterKey, Allowance> allowances = new TreeMap<>();
        List<Charge> charges = new ArrayList<>();
        for (Terms terms : TERMS) {
            MeterKey key = terms.meterKey();
            meters.put(key, meter(terms));
            allowances.put(key, Allowance.of(Limit.of(terms.included()), Allowance.Cap.NONE));
            charges.add(charge(terms));
        }
        Interval month = Interval.parse("month");
        PlanVersion plan = new PlanVersion(
                new PlanVersionId(KEY, 1),
                "Five meters",
                PlanVersion.Role.MAIN,
                USD,
                month,
                month,
                charges,
                allowances,
                new TreeMap<>(),
                List.of(),
                List.of(),
                List.of(),
                ChangePolicy.STANDARD,
                SpendBounds.NONE,
                List.of());
        TreeMap<PlanKey, PlanVersion> plans = new TreeMap<>();
        plans.put(KEY, plan);
        return new Catalogue(meters, plans, new TreeMap<>(), new TreeMap<>(), Optional.empty());
    }

    private static Meter meter(Terms terms) {
        return new Meter(
                terms.meterKey(),
                terms.meter(),
                "unit",
                EVENT_TYPE,
                terms.property().isEmpty() ? Aggregation.COUNT : Aggregation.SUM,
                terms.property(),
                "",
                Filter.ALL,
                List.of("model"));
    }

    private static Charge charge(Terms terms) {
        return new Charge(
                new ChargeKey(terms.meter()),
                terms.meter(),
                Charge.Timing.ARREARS,
                false,
                Charge.Settlement.INVOICE,
                Optional.of(terms.meterKey()),
                Filter.ALL,
                model(terms),
                SpendBounds.NONE);
    }
}
