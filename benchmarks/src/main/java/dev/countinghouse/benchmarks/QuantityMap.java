package dev.countinghouse.benchmarks;

import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** Usage that is known already, as rollups would have it: what is measured is the rating, not the counting. */
record QuantityMap(Map<MeterKey, Fraction> quantities) implements Usage {

    @Override
    public Fraction quantity(Meter meter, Filter filter, Period window) {
        return quantities.get(meter.key());
    }

    @Override
    public SortedMap<Group, Fraction> quantities(Meter meter, Filter filter, List<String> dimensions, Period window) {
        throw new UnsupportedOperationException("graduated charges ask for no groups");
    }

    @Override
    public void visit(Meter meter, Filter filter, Period window, BiConsumer<UsageEvent, Fraction> visitor) {
        throw new UnsupportedOperationException("graduated charges ask for no events");
    }

    @Override
    public Optional<Instant> reachedAt(Meter meter, Filter filter, Period window, Fraction quantity) {
        throw new UnsupportedOperationException("rating asks for no instants");
    }
}
