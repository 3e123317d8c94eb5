package dev.countinghouse.billing.domain.metering;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Where the events of one account are read from: a list in memory, or a table that need not fit there. */
public interface EventSource {

    /**
     * Gives {@code visitor} the events of a type from {@code start} (from the first, if empty) up to but without {@code
     * end}, in {@link UsageEvent#ORDER}, until it answers {@code false}.
     */
    void read(String type, Optional<Instant> start, Instant end, Predicate<UsageEvent> visitor);
}
