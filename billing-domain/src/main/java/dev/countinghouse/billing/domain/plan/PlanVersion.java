package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.period.Interval;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The frozen terms of a plan.
 *
 * @param interval how often fees are due
 * @param usageInterval how often usage is totalled, allowances start anew and an invoice is closed: the interval or a part
 *     of it that fits a whole number of times, as months do in a year
 * @param limits how much may be used in a time, by id
 * @param bounds the least and the most charged per usage period over all usage charges
 * @param upgrades plans to suggest when a limit is reached, the nearest first
 */
public record PlanVersion(
        PlanVersionId id,
        String name,
        Role role,
        Currency currency,
        Interval interval,
        Interval usageInterval,
        List<Charge> charges,
        SortedMap<MeterKey, Allowance> allowances,
        SortedMap<FeatureKey, Entitlement> entitlements,
        List<Phase> phases,
        List<GrantTerms> grants,
        List<UsageLimit> limits,
        ChangePolicy change,
        SpendBounds bounds,
        List<PlanKey> upgrades) {

    /** An account has one main subscription and any number of add-ons. */
    public enum Role {
        MAIN,
        /** Adds its fees, and its allowances on top of the main plan's; takes the main subscription's periods. */
        ADD_ON
    }

    public PlanVersion {
        charges = List.copyOf(charges);
        allowances = Collections.unmodifiableSortedMap(new TreeMap<>(allowances));
        entitlements = Collections.unmodifiableSortedMap(new TreeMap<>(entitlements));
        phases = List.copyOf(phases);
        grants = List.copyOf(grants);
        limits = PlanRules.byId("plan " + id.plan(), limits);
        upgrades = List.copyOf(upgrades);
        if (!interval.isMultipleOf(usageInterval)) {
            throw new IllegalArgumentException("plan " + id.plan() + " bills every " + interval
                    + ", which does not hold a whole number of usage intervals of " + usageInterval);
        }
        boolean feeSpansUsagePeriods = !interval.equals(usageInterval);
        PlanRules.check(id.plan(), currency, charges, allowances.keySet(), phases, feeSpansUsagePeriods);
        PlanRules.checkGrants(id.plan(), grants);
        if (role == Role.ADD_ON) {
            PlanRules.checkAddOn(id.plan(), charges, allowances.keySet(), phases);
        }
        bounds.requireCurrency(currency, "plan " + id.plan());
    }

    /** How many usage periods one fee is for. */
    public long usagePeriodsPerFee() {
        return interval.dividedBy(usageInterval);
    }

    /** Those of its phases, too. */
    public Stream<UsageLimit> everyLimit() {
        return Stream.concat(limits.stream(), phases.stream().flatMap(phase -> phase.limits().stream()));
    }

    public boolean hasSameTermsAs(PlanVersion other) {
        return equals(other.withVersion(id.version()));
    }

    public PlanVersion withVersion(int version) {
        return new PlanVersion(
                new PlanVersionId(id.plan(), version),
                name,
                role,
                currency,
                interval,
                usageInterval,
                charges,
                allowances,
                entitlements,
                phases,
                grants,
                limits,
                change,
                bounds,
                upgrades);
    }
}
