package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;

/**
 * The use that one charge prices in one segment of a billing period, allowances already taken off.
 *
 * <p>{@code before} is what the same period had used before the segment began and was priced then: a position in the
 * tiers, never priced again; 0 where the counting is {@link #fresh()}. Neither it nor the quantity is ever below 0. Single
 * events and groups can be: they are corrections.
 */
public interface ChargedUse {

    Fraction before();

    Fraction quantity();

    /** True where the counting starts with this segment: a fee for the first tier that is due at zero units is due. */
    boolean fresh();

    SortedMap<Group, Fraction> quantitiesBy(List<String> dimensions);

    /** Visits the events since the counting began up to the segment's end, in order of time, then key. */
    void visit(Visitor visitor);

    /** Sees an event with the value the meter takes from it; {@code priced} is false before the segment begins. */
    interface Visitor {
        void event(UsageEvent event, Fraction value, boolean priced);
    }

    /** The account's time zone, for prices that depend on the hour. */
    ZoneId zone();
}
