package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.metering.MeterKey;
import java.util.List;
import java.util.stream.Stream;

/** The right to a feature that a plan gives: a yes or no, a fixed value, or as much as a meter's allowance admits. */
public sealed interface Entitlement {

    /**
     * This entitlement and another to the same feature: on if one of them is, all fixed values of both. Where they are of
     * different kinds this one stays.
     */
    default Entitlement and(Entitlement other) {
        if (this instanceof Switch mine && other instanceof Switch theirs) {
            return new Switch(mine.enabled || theirs.enabled);
        }
        if (this instanceof Static mine && other instanceof Static theirs) {
            return new Static(Stream.concat(mine.values.stream(), theirs.values.stream())
                    .distinct()
                    .toList());
        }
        return this;
    }

    record Switch(boolean enabled) implements Entitlement {}

    /** For example the models that may be called, or the level of support. */
    record Static(List<String> values) implements Entitlement {

        public Static {
            values = List.copyOf(values);
        }
    }

    record Metered(MeterKey meter) implements Entitlement {}
}
