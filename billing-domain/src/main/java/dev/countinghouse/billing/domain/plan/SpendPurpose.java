package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.metering.MeterKey;
import java.util.Optional;

/** What credits are spent on, so that grants for something else are left alone. */
public record SpendPurpose(Optional<MeterKey> meter, Optional<FeatureKey> feature) {

    /** Only credits that may be spent on anything pay for it. */
    public static final SpendPurpose GENERAL = new SpendPurpose(Optional.empty(), Optional.empty());

    public static SpendPurpose of(MeterKey meter) {
        return new SpendPurpose(Optional.of(meter), Optional.empty());
    }
}
