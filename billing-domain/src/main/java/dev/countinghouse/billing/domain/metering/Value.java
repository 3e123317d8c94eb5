package dev.countinghouse.billing.domain.metering;

import java.math.BigDecimal;

/** A scalar in the data of an event. */
public sealed interface Value {

    /** How the value reads as the value of a dimension: digits for numbers, {@code true} or {@code false} for flags. */
    String asText();

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Numeric(BigDecimal.valueOf(number));
    }

    /** Part of the hash that tells a retry from a conflict: stored for months, so never to be renamed. */
    String kind();

    record Text(String text) implements Value {
        @Override
        public String asText() {
            return text;
        }

        @Override
        public String kind() {
            return "text";
        }
    }

    /** A number as its digits say, never through a binary float; 1.50 and 1.5 are the same number. */
    record Numeric(BigDecimal number) implements Value {

        private static final int MOST_ZEROS = 64;

        public Numeric {
            number = number.stripTrailingZeros();
        }

        @Override
        public String asText() {
            // written out, 1e999999999 would fill the memory
            return Math.abs((long) number.scale()) <= MOST_ZEROS ? number.toPlainString() : number.toString();
        }

        @Override
        public String kind() {
            return "number";
        }
    }

    record Flag(boolean flag) implements Value {
        @Override
        public String asText() {
            return Boolean.toString(flag);
        }

        @Override
        public String kind() {
            return "flag";
        }
    }
}
