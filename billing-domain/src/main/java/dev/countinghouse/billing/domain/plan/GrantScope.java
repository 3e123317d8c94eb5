package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.metering.MeterKey;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What granted credits may be spent on: usage of these meters and what these features are charged; on anything if empty. */
public record GrantScope(SortedSet<MeterKey> meters, SortedSet<FeatureKey> features) {

    public static final GrantScope ANYTHING = new GrantScope(new TreeSet<>(), new TreeSet<>());

    public GrantScope {
        meters = Collections.unmodifiableSortedSet(new TreeSet<>(meters));
        features = Collections.unmodifiableSortedSet(new TreeSet<>(features));
    }

    public boolean isAnything() {
        return meters.isEmpty() && features.isEmpty();
    }

    public boolean covers(SpendPurpose purpose) {
        return isAnything()
                || purpose.meter().filter(meters::contains).isPresent()
                || purpose.feature().filter(features::contains).isPresent();
    }
}
