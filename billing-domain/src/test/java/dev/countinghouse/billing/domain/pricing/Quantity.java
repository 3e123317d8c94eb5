package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Fraction;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;

/** A mere quantity to price. */
record Quantity(Fraction before, Fraction quantity, boolean fresh) implements ChargedUse {

    /** From the start of the counting. */
    static Quantity of(String quantity) {
        return new Quantity(Fraction.ZERO, Fraction.parse(quantity), true);
    }

    /** In a later segment of the same counting. */
    static Quantity after(String before, String quantity) {
        return new Quantity(Fraction.parse(before), Fraction.parse(quantity), false);
    }

    @Override
    public SortedMap<Group, Fraction> quantitiesBy(List<String> dimensions) {
        throw new AssertionError("a model of quantities asked for groups");
    }

    @Override
    public void visit(Visitor visitor) {
        throw new AssertionError("a model of quantities asked for events");
    }

    @Override
    public ZoneId zone() {
        throw new AssertionError("a model of quantities asked for the time zone");
    }
}
