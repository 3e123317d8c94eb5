package dev.countinghouse.billing.domain.subscription;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Phase;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A part of a billing period under one set of terms.
 *
 * @param countedFrom where counting towards allowances and tiers began: the period's start, or the segment's own after a
 *     change that restarts or prorates
 * @param share the part of allowances and tiers that applies; 1 unless a change prorates
 * @param extra what add-ons put on top of the plan's allowances, add-on by add-on
 */
public record Segment(
        BillingPeriod period,
        Period part,
        PlanVersion plan,
        Term term,
        Optional<Phase> phase,
        Instant countedFrom,
        Fraction share,
        SortedMap<MeterKey, List<Included>> extra) {

    /**
     * Where counting began for a meter. Maxima, levels and distinct values are facts of the whole period that cannot begin
     * anew or be cut to a share, so they carry over whatever the plan says.
     */
    public Instant countedFrom(Meter meter) {
        return meter.aggregation().isAdditive() ? countedFrom : period.actual().start();
    }

    public Fraction share(Meter meter) {
        return meter.aggregation().isAdditive() ? share : Fraction.ONE;
    }

    public boolean isTrial() {
        return term.trial();
    }

    public Fraction percentOff() {
        return phase.map(Phase::percentOff).orElse(Fraction.ZERO);
    }

    /** Whether what is used of a meter costs the same in the next segment, however the terms differ otherwise. */
    public boolean continuesIn(Segment next, Meter meter) {
        return plan.id().equals(next.plan.id())
                && isTrial() == next.isTrial()
                && countedFrom(meter).equals(next.countedFrom(meter))
                && share(meter).equals(next.share(meter))
                && allowance(meter).equals(next.allowance(meter))
                && percentOff().equals(next.percentOff());
    }

    /** This segment and the next one in one, under the terms of this one. */
    public Segment joinedWith(Segment next) {
        Period both = new Period(part.start(), next.part.end());
        return new Segment(period, both, plan, term, phase, countedFrom, share, extra);
    }

    /** What the terms include of a meter in this segment. */
    public Optional<Allowance> allowance(Meter meter) {
        return included(meter).stream().map(Included::total).reduce(Allowance::plus);
    }

    /** Where that comes from: the phase's or the plan's own, and what add-ons add. */
    public List<Included> included(Meter meter) {
        List<Included> included = new ArrayList<>();
        Optional<Phase> replacing = phase.filter(each -> each.allowances().containsKey(meter.key()));
        replacing
                .map(Phase::allowances)
                .or(() -> Optional.of(plan.allowances()))
                .flatMap(allowances -> Optional.ofNullable(allowances.get(meter.key())))
                .map(own -> new Included(
                        plan.id(), replacing.map(Phase::key), Optional.empty(), own, term.quantity(), share(meter)))
                .ifPresent(included::add);
        included.addAll(extra.getOrDefault(meter.key(), List.of()));
        return included;
    }
}
