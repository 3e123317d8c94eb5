package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.metering.MeterKey;
import java.util.List;

/** The right to a feature that a plan gives: a yes or no, a fixed value, or as much as a meter's allowance admits. */
public sealed interface Entitlement {

    record Switch(boolean enabled) implements Entitlement {}

    /** For example the models that may be called, or the level of support. */
    record Static(List<String> values) implements Entitlement {

        public Static {
            values = List.copyOf(values);
        }
    }

    record Metered(MeterKey meter) implements Entitlement {}
}
