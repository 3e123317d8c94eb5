package dev.countinghouse.billing.domain.metering;

import java.util.List;

/** Meters of {@link Events} for tests. */
public final class Meters {

    private Meters() {}

    /** Aggregates the property {@code n}. */
    public static Meter of(Aggregation aggregation) {
        return of(aggregation, "n", "", Filter.ALL);
    }

    public static Meter of(Aggregation aggregation, String property, String series, Filter filter) {
        return new Meter(
                new MeterKey("m"),
                "Meter",
                "unit",
                Events.TYPE,
                aggregation,
                aggregation.needsProperty() ? property : "",
                series,
                filter,
                List.of("model", "type"));
    }
}
