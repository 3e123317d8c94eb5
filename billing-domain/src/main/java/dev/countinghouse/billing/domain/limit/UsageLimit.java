package dev.countinghouse.billing.domain.limit;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.Optional;

/**
 * How much of something may be used in a time.
 *
 * @param part whose use it limits; empty for an account as a whole
 * @param window the time; {@code PERIOD} for calls that run at the same time, where it means nothing
 * @param most that is admitted, above 0
 */
public record UsageLimit(LimitId id, LimitMeasure measure, Optional<Part> part, LimitWindow window, Fraction most) {

    /** Each call is held against all of them. */
    public static final int MOST_OF_A_PLAN = 50;

    /**
     * Calls that carry a dimension.
     *
     * @param dimension such as {@code project}, {@code user}, {@code api_key} or {@code model}
     * @param value only calls with this one; empty for a limit of each value's own
     */
    public record Part(String dimension, Optional<String> value) {

        private static final int LONGEST = 255;

        public Part {
            require("dimension", dimension);
            value.ifPresent(given -> require("value", given));
        }

        private static void require(String field, String text) {
            if (text.isBlank() || text.length() > LONGEST) {
                throw new IllegalArgumentException(
                        field + " is '" + text + "', it must have 1 to " + LONGEST + " characters and not be blank");
            }
        }
    }

    /** Why a meter cannot be limited so. @param field that is wrong */
    public record Misfit(String field, String reason) {}

    public UsageLimit {
        if (most.signum() <= 0) {
            throw new IllegalArgumentException("most is " + most + ", it must be above 0");
        }
        boolean whole = !(measure instanceof LimitMeasure.Quantity);
        if (whole && !most.isWhole()) {
            throw new IllegalArgumentException("most is " + most + ", calls are limited to a whole number of them");
        }
        if (measure instanceof LimitMeasure.Calls && !window.isRate()) {
            throw new IllegalArgumentException("window is " + window
                    + ", calls are limited by MINUTE or HOUR: for longer times limit a meter that counts them");
        }
        if (measure instanceof LimitMeasure.Concurrency) {
            window = LimitWindow.PERIOD;
        }
    }

    /**
     * Among which usage a call is counted: {@code ""} for all of it, otherwise the value that the limit is for each of; empty
     * if the call is not one of those that are limited.
     */
    public Optional<String> countedAs(EventData data) {
        if (part.isEmpty()) {
            return Optional.of("");
        }
        String carried = data.text(part.get().dimension());
        Optional<String> value = part.get().value();
        boolean concerned = value.map(carried::equals).orElse(!carried.isEmpty());
        return concerned ? Optional.of(value.isPresent() ? "" : carried) : Optional.empty();
    }

    /** Whether what was admitted is counted; otherwise what is recorded. */
    public boolean isRate() {
        return measure instanceof LimitMeasure.Calls || measure instanceof LimitMeasure.Quantity && window.isRate();
    }

    /** Whether each value of a dimension has so much of its own. */
    public boolean isForEachValue() {
        return part.filter(limited -> limited.value().isEmpty()).isPresent();
    }

    /** Whether the two differ in nothing but how much they admit. */
    public boolean countsLike(UsageLimit other) {
        return equals(other.of(most));
    }

    /** The same of another quantity. */
    public UsageLimit of(Fraction other) {
        return new UsageLimit(id, measure, part, window, other);
    }

    /** Only what adds up can be taken from, and only declared dimensions are kept of what was recorded. */
    public Optional<Misfit> misfitOf(Meter meter) {
        if (meter.aggregation() != Aggregation.SUM && meter.aggregation() != Aggregation.COUNT) {
            return Optional.of(new Misfit(
                    "meter",
                    "is '" + meter.key() + "' by " + meter.aggregation() + ", limits are for meters that add up"));
        }
        return part.map(Part::dimension)
                .filter(dimension -> !isRate() && !meter.dimensions().contains(dimension))
                .map(unknown -> new Misfit(
                        "dimension",
                        "is '" + unknown + "', it must be one that meter " + meter.key() + " declares: "
                                + meter.dimensions()));
    }
}
