package dev.countinghouse.billing.domain.limit;

import dev.countinghouse.billing.domain.metering.MeterKey;
import java.util.Optional;

/** What a limit is a limit of. */
public sealed interface LimitMeasure {

    /** How a catalogue calls it. */
    String word();

    /** The meter, if it is one's quantity. */
    default Optional<MeterKey> meter() {
        return Optional.empty();
    }

    /** So many units of a meter that adds up or counts. */
    record Quantity(MeterKey key) implements LimitMeasure {
        @Override
        public String word() {
            return "quantity";
        }

        @Override
        public Optional<MeterKey> meter() {
            return Optional.of(key);
        }
    }

    /** So many calls that are admitted. */
    record Calls() implements LimitMeasure {
        @Override
        public String word() {
            return "calls";
        }
    }

    /** So many calls that run at the same time: reserved, and not yet captured, released or expired. */
    record Concurrency() implements LimitMeasure {
        @Override
        public String word() {
            return "concurrency";
        }
    }
}
