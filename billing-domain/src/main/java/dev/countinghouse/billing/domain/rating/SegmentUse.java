package dev.countinghouse.billing.domain.rating;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.pricing.ChargedUse;
import dev.countinghouse.billing.domain.subscription.Segment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The use of one meter in one segment up to an instant, and the part of it beyond the allowance.
 *
 * <p>Whatever was counted before the segment keeps its place: with an allowance of 100 and 130 used before, all of the
 * segment's use is beyond the allowance; with 70 used before, its first 30 units are inside.
 */
public final class SegmentUse implements ChargedUse {

    private final Segment segment;
    private final List<Instant> pricedUntil;
    private final Meter meter;
    private final Filter filter;
    private final Usage usage;
    private final Period window;
    private final Fraction counted;
    private final Fraction used;
    private final Fraction before;
    private final Fraction quantity;

    /** @param asOf after the segment's start; use at or after it is not seen */
    public SegmentUse(Segment segment, Meter meter, Filter filter, Usage usage, Instant asOf) {
        this(new Stretch(segment, List.of(segment.part().start())), meter, filter, usage, asOf);
    }

    SegmentUse(Stretch stretch, Meter meter, Filter filter, Usage usage, Instant asOf) {
        this.segment = stretch.segment();
        this.pricedUntil = stretch.pricedUntil();
        this.meter = meter;
        this.filter = filter;
        this.usage = usage;
        this.window = segment.part().end().isAfter(asOf) ? segment.part().until(asOf) : segment.part();
        this.counted = counted(window.end());
        Fraction priced = fresh() ? Fraction.ZERO : priced();
        Fraction position = counted.max(priced);
        this.used = position.minus(priced);
        this.before = beyondAllowance(priced);
        this.quantity = beyondAllowance(position).minus(before);
    }

    /** Everything that counts towards allowance and tiers at the end of the window. */
    public Fraction counted() {
        return counted;
    }

    /** Everything that counts by an instant, from where counting began, which may be before the segment. */
    public Fraction countedBy(Instant end) {
        return end.isAfter(countedFrom()) ? counted(end) : Fraction.ZERO;
    }

    /** What the segment itself used: above what was counted, and priced, before it. */
    public Fraction used() {
        return used;
    }

    public Period window() {
        return window;
    }

    @Override
    public Fraction before() {
        return before;
    }

    @Override
    public Fraction quantity() {
        return quantity;
    }

    @Override
    public boolean fresh() {
        return countedFrom().equals(segment.part().start());
    }

    @Override
    public SortedMap<Group, Fraction> quantitiesBy(List<String> dimensions) {
        SortedMap<Group, Fraction> groups = usedBy(dimensions);
        Fraction charged = chargedPart(groups);
        if (!charged.equals(Fraction.ONE)) {
            groups.replaceAll((group, units) -> units.times(charged));
        }
        return groups;
    }

    /** The allowance covers every group alike, so that the order of events does not matter. */
    private Fraction chargedPart(SortedMap<Group, Fraction> groups) {
        if (meter.aggregation().isAdditive()) {
            Fraction sum = groups.values().stream().reduce(Fraction.ZERO, Fraction::plus);
            return sum.isZero() ? Fraction.ONE : quantity.dividedBy(sum);
        }
        // maxima, levels and distinct values of groups need not add up to the meter's own: each group stands by itself
        if (segment.allowance(meter).isEmpty()) {
            return Fraction.ONE;
        }
        return used.isZero() ? Fraction.ZERO : quantity.dividedBy(used);
    }

    @Override
    public void visit(Visitor visitor) {
        usage.visit(
                meter,
                filter,
                new Period(countedFrom(), window.end()),
                (event, value) -> visitor.event(event, value, !event.time().isBefore(window.start())));
    }

    @Override
    public ZoneId zone() {
        return segment.period().cycle().zone();
    }

    private Instant countedFrom() {
        return segment.countedFrom(meter);
    }

    /**
     * What was counted and priced before the segment. A level, a minimum or an average can fall again, and what it was
     * priced at before it fell is not priced once more when it comes back, so the highest of them counts.
     */
    private Fraction priced() {
        if (meter.aggregation().isAdditive()) {
            return counted(window.start());
        }
        return pricedUntil.stream().map(this::counted).reduce(Fraction.ZERO, Fraction::max);
    }

    /** A time-weighted quantity is the average level over the whole billing period; no total is below 0. */
    private Fraction counted(Instant end) {
        Period period = new Period(countedFrom(), end);
        return normal(usage.quantity(meter, filter, period)).max(Fraction.ZERO);
    }

    private Fraction normal(Fraction raw) {
        return meter.aggregation() == Aggregation.TIME_WEIGHTED
                ? raw.dividedBy(segment.period().whole().seconds())
                : raw;
    }

    private Fraction beyondAllowance(Fraction counted) {
        Limit included = segment.allowance(meter).map(Allowance::included).orElseGet(() -> Limit.of(0));
        return included.fold(limit -> counted.minus(limit).max(Fraction.ZERO), () -> Fraction.ZERO);
    }

    private SortedMap<Group, Fraction> usedBy(List<String> dimensions) {
        if (meter.aggregation().isAdditive()) {
            return usedBy(dimensions, window);
        }
        SortedMap<Group, Fraction> groups = usedBy(dimensions, new Period(countedFrom(), window.end()));
        if (!fresh()) {
            Map<Group, Fraction> priced = new HashMap<>();
            for (Instant end : pricedUntil) {
                usedBy(dimensions, new Period(countedFrom(), end))
                        .forEach((group, units) -> priced.merge(group, units, Fraction::max));
            }
            groups.replaceAll((group, units) ->
                    units.minus(priced.getOrDefault(group, Fraction.ZERO)).max(Fraction.ZERO));
        }
        return groups;
    }

    private SortedMap<Group, Fraction> usedBy(List<String> dimensions, Period period) {
        SortedMap<Group, Fraction> used = new TreeMap<>(usage.quantities(meter, filter, dimensions, period));
        used.replaceAll((group, raw) -> normal(raw));
        return used;
    }
}
