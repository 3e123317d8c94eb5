package dev.countinghouse.billing.domain.rating;

import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.pricing.ChargedUse;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A use that is only a number, for pricing a quantity on its own: an estimate, or the next unit at a position. */
public record QuantityUse(Fraction before, Fraction quantity, boolean fresh) implements ChargedUse {

    /** No use at all, as fees see it. */
    static final QuantityUse NONE = new QuantityUse(Fraction.ZERO, Fraction.ZERO, true);

    @Override
    public SortedMap<Group, Fraction> quantitiesBy(List<String> dimensions) {
        SortedMap<Group, Fraction> groups = new TreeMap<>();
        groups.put(new Group(dimensions.stream().map(any -> "").toList()), quantity);
        return groups;
    }

    /** There are no events behind a mere number. */
    @Override
    public void visit(Visitor visitor) {}

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }
}
