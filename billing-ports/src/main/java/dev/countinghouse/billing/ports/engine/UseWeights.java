package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.rating.RatedLine;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who used how much of what a line charges for: the weights by which it is split. */
record UseWeights(AccountView view, List<String> dimensions) {

    /** @param line one with a meter */
    SortedMap<Group, Fraction> of(RatedLine line) {
        return of(line, line.period());
    }

    /** The same of a part of its time. */
    SortedMap<Group, Fraction> of(RatedLine line, Period part) {
        Filter filter = view.plan(line.plan()).charges().stream()
                .filter(charge -> charge.key().value().equals(line.charge()))
                .map(Charge::filter)
                .findFirst()
                .orElse(Filter.ALL);
        SortedMap<Group, Fraction> weights = new TreeMap<>(
                view.usage().quantities(view.meter(line.meter().orElseThrow()), filter, dimensions, part));
        weights.replaceAll((group, quantity) -> quantity.max(Fraction.ZERO));
        return weights;
    }
}
