package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import java.time.Instant;
import java.util.List;

/** Takes usage in, each event once, however often it is sent. */
public interface RecordUsage {

    /** Answers per submission, in their order; one that is rejected does not hold back the others. */
    List<Outcome> record(List<Submission> submissions);

    /** The same for a sender who may speak for one account only: to it, the subjects of others are unknown. */
    List<Outcome> recordFor(AccountId account, List<Submission> submissions);

    /**
     * A CloudEvent.
     *
     * @param subject the id of an account or one of its subjects
     */
    record Submission(EventKey key, String type, String subject, Instant time, EventData data) {}

    sealed interface Outcome {

        /** @param matched how many meters count it; with 0 it is kept, and counts as soon as a meter matches it */
        record Accepted(int matched) implements Outcome {}

        /** It was recorded before with the same content; a retry is a success. */
        record Duplicate() implements Outcome {}

        /** Its key was recorded before with another content; the first stays. */
        record Conflict() implements Outcome {}

        record Rejected(String field, String reason) implements Outcome {}
    }
}
