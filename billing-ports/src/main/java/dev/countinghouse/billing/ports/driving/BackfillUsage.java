package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.Backfill;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.period.Period;
import java.util.List;
import java.util.Optional;

/**
 * Brings in usage of a past time as a whole: opened, loaded in any number of calls while it counts nowhere, applied, and
 * reverted if it was wrong. Every step may be repeated.
 */
public interface BackfillUsage {

    /** @param window the times that events may have; the accepted window of other usage does not count here */
    Outcome open(AccountId account, BackfillId id, Period window, String actor, String reason);

    /**
     * Answers per event, in their order, as {@link RecordUsage} does; {@code Accepted} means that it waits in the backfill.
     *
     * @throws UnknownException if there is no such backfill
     */
    LoadOutcome load(AccountId account, BackfillId id, List<RecordUsage.Submission> events);

    /** From now on its events count. */
    Outcome apply(AccountId account, BackfillId id, String actor, String reason);

    /** Its events count no more, also those that were amended since, and their keys are free again. */
    Outcome revert(AccountId account, BackfillId id, String actor, String reason);

    Optional<Backfill> find(AccountId account, BackfillId id);

    /** In the order in which they were opened. */
    List<Backfill> of(AccountId account);

    sealed interface Outcome {

        record Done(Backfill backfill) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }

    sealed interface LoadOutcome {

        record Loaded(List<RecordUsage.Outcome> events) implements LoadOutcome {

            public Loaded {
                events = List.copyOf(events);
            }
        }

        record Refused(String reason) implements LoadOutcome {}
    }
}
