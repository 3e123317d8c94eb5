package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts right single events that were recorded wrongly, and keeps what they were. */
public interface CorrectUsage {

    /** How many steps one order may have. */
    int MOST_STEPS = 1_000;

    /** Answers per step, in their order; one that is rejected does not hold back the others. Doing it again is a success. */
    List<Outcome> correct(Order order);

    /** @param actor who wants it, for the record */
    record Order(AccountId account, List<Step> steps, String actor, String reason) {

        public Order {
            steps = List.copyOf(steps);
            if (steps.isEmpty() || steps.size() > MOST_STEPS) {
                throw new IllegalArgumentException(
                        "a correction of " + steps.size() + " events, it must be 1 to " + MOST_STEPS);
            }
        }
    }

    /** What to do about one event. */
    sealed interface Step {

        EventKey key();

        /** It is not to count. Its key stays taken. */
        record Void(EventKey key) implements Step {}

        /** It is to count as this; what is absent stays as it is. One that was voided counts again. */
        record Amend(EventKey key, Optional<Instant> time, Optional<String> type, Optional<EventData> data)
                implements Step {}
    }

    sealed interface Outcome {

        record Corrected() implements Outcome {}

        /** It is already what it was to become: nothing was changed or noted. */
        record Unchanged() implements Outcome {}

        /** No event of this key is recorded for the account. */
        record Unknown() implements Outcome {}

        record Rejected(String field, String reason) implements Outcome {}
    }
}
