package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold between a plan and the rest of its catalogue. */
final class CatalogueRules {

    private CatalogueRules() {}

    static void check(PlanVersion plan, Map<MeterKey, Meter> meters, Set<PlanKey> plans, Set<FeatureKey> features) {
        String owner = "plan " + plan.id().plan();
        for (Charge charge : plan.charges()) {
            charge.meter().map(key -> require(owner, key, meters)).ifPresent(meter -> {
                checkCharge("charge " + charge.key() + " of " + owner, charge, meter);
                checkGroups(plan, charge, meter);
            });
        }
        plan.allowances().keySet().forEach(key -> require(owner, key, meters));
        plan.phases().forEach(phase -> phase.allowances().keySet().forEach(key -> require(owner, key, meters)));
        plan.everyLimit().forEach(limit -> checkLimit(owner, limit, meters));
        plan.entitlements().forEach((feature, entitlement) -> {
            if (entitlement instanceof Entitlement.Metered metered
                    && !plan.allowances().containsKey(metered.meter())) {
                throw new IllegalArgumentException(owner + " meters feature " + feature + " by " + metered.meter()
                        + ", for which it has no allowance");
            }
        });
        plan.grants().forEach(grant -> checkScope(owner, grant, meters, features));
        plan.upgrades().stream().filter(upgrade -> !plans.contains(upgrade)).forEach(upgrade -> {
            throw new IllegalArgumentException(
                    owner + " suggests an upgrade to '" + upgrade + "', the plans are " + plans);
        });
    }

    /** A purchase could never earn the bonus of a plan that is not sold. */
    static void check(CreditSale sale, Set<PlanKey> plans) {
        for (PurchaseBonus bonus : sale.bonuses()) {
            bonus.plans().stream().filter(plan -> !plans.contains(plan)).forEach(plan -> {
                throw new IllegalArgumentException(
                        "bonus " + bonus.key() + " is for plan '" + plan + "', the plans are " + plans);
            });
        }
    }

    /** Credits for something that does not exist could never be spent. */
    private static void checkScope(
            String owner, GrantTerms grant, Map<MeterKey, Meter> meters, Set<FeatureKey> features) {
        String name = "grant " + grant.key() + " of " + owner;
        grant.scope().meters().forEach(key -> require(name, key, meters));
        grant.scope().features().stream()
                .filter(feature -> !features.contains(feature))
                .forEach(feature -> {
                    throw new IllegalArgumentException(
                            name + " is for feature '" + feature + "', the features that plans have are " + features);
                });
    }

    private static void checkLimit(String owner, UsageLimit limit, Map<MeterKey, Meter> meters) {
        String name = "limit " + limit.id() + " of " + owner;
        limit.measure()
                .meter()
                .map(key -> require(name, key, meters))
                .flatMap(limit::misfitOf)
                .ifPresent(misfit -> {
                    throw new IllegalArgumentException(misfit.field() + " of " + name + " " + misfit.reason());
                });
    }

    private static Meter require(String owner, MeterKey key, Map<MeterKey, Meter> meters) {
        Meter meter = meters.get(key);
        if (meter == null) {
            throw new IllegalArgumentException(owner + " uses meter '" + key + "', the meters are " + meters.keySet());
        }
        return meter;
    }

    /** Rollups keep declared dimensions only, so nothing may be priced by an undeclared one. */
    static void checkCharge(String name, Charge charge, Meter meter) {
        checkAggregation(name, charge, meter);
        checkNumbers(name, charge, meter);
        List<String> used = new ArrayList<>(charge.filter().properties());
        used.addAll(charge.model().dimensions());
        used.stream()
                .filter(dimension -> !meter.dimensions().contains(dimension))
                .findFirst()
                .ifPresent(dimension -> {
                    throw new IllegalArgumentException(name + " uses dimension '" + dimension + "' of meter "
                            + meter.key() + ", which declares " + meter.dimensions());
                });
    }

    /** An event without the number a price depends on would be free by accident, so the meter has to refuse it. */
    private static void checkNumbers(String name, Charge charge, Meter meter) {
        charge.model().numbers().stream()
                .filter(path ->
                        !path.equals(meter.property()) && !meter.numbers().contains(path))
                .findFirst()
                .ifPresent(path -> {
                    throw new IllegalArgumentException(name + " prices by '" + path
                            + "', which meter " + meter.key() + " does not demand of its events: add it to its numbers "
                            + meter.numbers());
                });
    }

    /** An allowance is taken off groups alike, which needs groups that add up to the whole. */
    private static void checkGroups(PlanVersion plan, Charge charge, Meter meter) {
        if (charge.model().needs() == ChargeModel.Needs.GROUPS
                && plan.allowances().containsKey(meter.key())
                && !meter.aggregation().isAdditive()
                && !meter.aggregation().isLevel()) {
            throw new IllegalArgumentException(
                    "charge " + charge.key() + " of plan " + plan.id().plan()
                            + " prices groups of meter " + meter.key() + ", which has an allowance and aggregates by "
                            + meter.aggregation() + ": such groups do not add up, drop the allowance or the matrix");
        }
    }

    /** A maximum or a count of different values is of all events together: none of them has a share that could be priced. */
    private static void checkAggregation(String name, Charge charge, Meter meter) {
        if (charge.model().needs() == ChargeModel.Needs.EVENTS
                && !meter.aggregation().isPerEvent()) {
            throw new IllegalArgumentException(name + " prices each event, but meter " + meter.key() + " aggregates by "
                    + meter.aggregation() + ": use a meter with SUM or COUNT");
        }
    }
}
