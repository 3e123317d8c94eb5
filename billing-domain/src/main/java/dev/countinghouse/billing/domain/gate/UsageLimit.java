package dev.countinghouse.billing.domain.gate;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.Optional;

/**
 * How much of something an account may use in a time, on top of what its plan says.
 *
 * @param part whose use it limits; empty for the account as a whole
 * @param window the time; of no meaning for calls that run at the same time
 * @param most that is admitted, above 0
 */
public record UsageLimit(
        AccountId account, LimitId id, LimitMeasure measure, Optional<Part> part, LimitWindow window, Fraction most) {

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
    }

    /** The bound that a call comes under; empty if it is not one of those that are limited. */
    public Optional<BoundKey> boundOf(EventData data) {
        if (part.isEmpty()) {
            return Optional.of(BoundKey.of(id, ""));
        }
        String carried = data.text(part.get().dimension());
        Optional<String> value = part.get().value();
        boolean concerned = value.map(carried::equals).orElse(!carried.isEmpty());
        return concerned ? Optional.of(BoundKey.of(id, value.isPresent() ? "" : carried)) : Optional.empty();
    }

    /** Whether what was admitted is counted; otherwise what is recorded. */
    public boolean isRate() {
        return measure instanceof LimitMeasure.Calls || measure instanceof LimitMeasure.Quantity && window.isRate();
    }
}
