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
    private final Meter meter;
    private final Filter filter;
    private final Usage usage;
    private final Period window;
    private final Fraction countedBefore;
    private final Fraction countedAfter;
    private final Fraction before;
    private final Fraction quantity;

    /** @param asOf after the segment's start; use at or after it is not seen */
    public SegmentUse(Segment segment, Meter meter, Filter filter, Usage usage, Instant asOf) {
        this.segment = segment;
        this.meter = meter;
        this.filter = filter;
        this.usage = usage;
        this.window = segment.part().end().isAfter(asOf) ? segment.part().until(asOf) : segment.part();
        this.countedBefore = fresh() ? Fraction.ZERO : counted(new Period(countedFrom(), window.start()));
        this.countedAfter = countedAfter();
        this.before = beyondAllowance(countedBefore);
        this.quantity = beyondAllowance(countedAfter).minus(before);
    }

    /** Everything counted towards allowance and tiers up to the end of the window. */
    public Fraction counted() {
        return countedAfter;
    }

    /** What the segment itself used. */
    public Fraction used() {
        return countedAfter.minus(countedBefore);
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
        SortedMap<Group, Fraction> used = usedBy(dimensions);
        Fraction sum = used.values().stream().reduce(Fraction.ZERO, Fraction::plus);
        if (segment.allowance(meter).isEmpty() || sum.isZero()) {
            return used;
        }
        // the allowance covers every group alike, so that the order of events does not matter
        Fraction charged = quantity.dividedBy(sum);
        used.replaceAll((group, units) -> units.times(charged));
        return used;
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

    private Fraction countedAfter() {
        if (meter.aggregation().isAdditive()) {
            return countedBefore.plus(counted(window));
        }
        return counted(new Period(countedFrom(), window.end())).max(countedBefore);
    }

    /** A time-weighted quantity is the average level over the whole billing period; no total is below 0. */
    private Fraction counted(Period period) {
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
        SortedMap<Group, Fraction> used = usedBy(dimensions, new Period(countedFrom(), window.end()));
        if (!fresh()) {
            Map<Group, Fraction> earlier = usedBy(dimensions, new Period(countedFrom(), window.start()));
            used.replaceAll((group, units) ->
                    units.minus(earlier.getOrDefault(group, Fraction.ZERO)).max(Fraction.ZERO));
        }
        return used;
    }

    private SortedMap<Group, Fraction> usedBy(List<String> dimensions, Period period) {
        SortedMap<Group, Fraction> used = new TreeMap<>(usage.quantities(meter, filter, dimensions, period));
        used.replaceAll((group, raw) -> normal(raw));
        return used;
    }
}
