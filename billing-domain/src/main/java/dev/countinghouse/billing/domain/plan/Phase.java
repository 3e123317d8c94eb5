package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.Key;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Interval;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A time at the start of a subscription with terms of its own; phases follow one another, then the plan's own terms hold.
 *
 * <p>A trial is a phase in which nothing is charged: usage stays within the trial's allowances. The first billing period
 * begins when it ends. Other phases take a percentage off every line whose service begins in them.
 *
 * @param allowances replace those of the plan for the same meters while the phase lasts
 * @param limits replace those of the plan with the same ids while it lasts
 */
public record Phase(
        String key,
        boolean trial,
        Interval duration,
        Fraction percentOff,
        SortedMap<MeterKey, Allowance> allowances,
        List<UsageLimit> limits) {

    public Phase {
        Key.require("phase", key);
        if (percentOff.signum() < 0 || percentOff.compareTo(Fraction.of(100)) > 0) {
            throw new IllegalArgumentException(
                    "phase " + key + " takes " + percentOff + " % off, it must be between 0 and 100");
        }
        if (trial && !percentOff.isZero()) {
            throw new IllegalArgumentException(
                    "phase " + key + " is a trial, in which nothing is charged: it takes no percentage off");
        }
        allowances = Collections.unmodifiableSortedMap(new TreeMap<>(allowances));
        limits = PlanRules.byId("phase " + key, limits);
    }
}
