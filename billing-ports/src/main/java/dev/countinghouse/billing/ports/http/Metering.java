package dev.countinghouse.billing.ports.http;

import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How requests are counted, whoever sends them.
 *
 * @param meter one that adds up or counts
 * @param features that an account must be entitled to, each with the value that is wanted of it, {@code ""} for none
 * @param lasts what was reserved is free again after it, if the request has not ended by then
 * @param chargesFailures whether a request that failed before anything was sent counts as if it had not
 * @param answersRepeats whether a request that was served before may be served again without being counted, because what
 *     serves it then answers what it did and does nothing anew; if not it is refused
 */
public record Metering(
        MeterKey meter,
        SortedMap<FeatureKey, String> features,
        Duration lasts,
        boolean chargesFailures,
        boolean answersRepeats) {

    public Metering {
        features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
    }

    /** One minute at most, failures are free, and nothing is served twice. */
    public static Metering of(MeterKey meter) {
        return new Metering(meter, new TreeMap<>(), Duration.ofMinutes(1), false, false);
    }

    public Metering lasting(Duration time) {
        return new Metering(meter, features, time, chargesFailures, answersRepeats);
    }

    public Metering needing(FeatureKey feature, String value) {
        SortedMap<FeatureKey, String> more = new TreeMap<>(features);
        more.put(feature, value);
        return new Metering(meter, more, lasts, chargesFailures, answersRepeats);
    }

    public Metering chargingFailures() {
        return new Metering(meter, features, lasts, true, answersRepeats);
    }

    public Metering answeringRepeats() {
        return new Metering(meter, features, lasts, chargesFailures, true);
    }
}
