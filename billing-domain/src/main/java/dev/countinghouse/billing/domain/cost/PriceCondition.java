package dev.countinghouse.billing.domain.cost;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** When a price applies. Dates and times of day are UTC. */
public sealed interface PriceCondition {

    boolean holdsAt(Instant time);

    record Always() implements PriceCondition {

        @Override
        public boolean holdsAt(Instant time) {
            return true;
        }
    }

    /** From the first moment of a day on. */
    record FromDate(LocalDate date) implements PriceCondition {

        @Override
        public boolean holdsAt(Instant time) {
            return !time.isBefore(date.atStartOfDay(ZoneOffset.UTC).toInstant());
        }
    }

    /** Every day in {@code [start, end)}; an end before the start is on the next day. */
    record Daily(LocalTime start, LocalTime end) implements PriceCondition {

        public Daily {
            if (start.equals(end)) {
                throw new IllegalArgumentException(
                        "the window starts and ends at " + start + ", it needs two different times of day");
            }
        }

        @Override
        public boolean holdsAt(Instant time) {
            LocalTime timeOfDay = time.atOffset(ZoneOffset.UTC).toLocalTime();
            boolean started = !timeOfDay.isBefore(start);
            boolean ended = !timeOfDay.isBefore(end);
            return start.isBefore(end) ? started && !ended : started || !ended;
        }
    }
}
