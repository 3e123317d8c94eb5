package dev.countinghouse.billing.domain.rating;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.pricing.ChargedUse;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The use of a meter over a whole period without any terms around it: what a charge alone would price. */
public record PeriodUse(Meter meter, Filter filter, Usage usage, Period period, ZoneId zone) implements ChargedUse {

    @Override
    public Fraction before() {
        return Fraction.ZERO;
    }

    @Override
    public Fraction quantity() {
        return normal(usage.quantity(meter, filter, period)).max(Fraction.ZERO);
    }

    @Override
    public boolean fresh() {
        return true;
    }

    @Override
    public SortedMap<Group, Fraction> quantitiesBy(List<String> dimensions) {
        SortedMap<Group, Fraction> quantities = new TreeMap<>(usage.quantities(meter, filter, dimensions, period));
        quantities.replaceAll((group, raw) -> normal(raw));
        return quantities;
    }

    @Override
    public void visit(Visitor visitor) {
        usage.visit(meter, filter, period, (event, value) -> visitor.event(event, value, true));
    }

    private Fraction normal(Fraction raw) {
        return meter.aggregation() == Aggregation.TIME_WEIGHTED ? raw.dividedBy(period.seconds()) : raw;
    }
}
