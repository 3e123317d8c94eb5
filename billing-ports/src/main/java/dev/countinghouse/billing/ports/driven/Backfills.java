package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.Backfill;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.util.List;
import java.util.Optional;

/** Backfills and the events that wait in them. Whether a step is allowed is for the caller to know, who locks first. */
public interface Backfills {

    /** {@code false} if the account has one of this id. */
    boolean add(Backfill backfill);

    Optional<Backfill> find(AccountId account, BackfillId id);

    /** In the order in which they were opened. */
    List<Backfill> of(AccountId account);

    /** The same as {@link #find}; until the transaction ends nobody else locks it. */
    Optional<Backfill> lock(AccountId account, BackfillId id);

    /**
     * Keeps events that count nowhere yet. Of a key that is in the backfill already, or in the log, the first stays: a
     * duplicate or a conflict as in {@link UsageLog#append}.
     */
    List<AppendOutcome> stage(Backfill open, List<UsageEvent> events);

    /** Appends to the log what is staged, all of it at once, but for keys that came into the log meanwhile. */
    Backfill apply(Backfill open, Warrant warrant);

    /**
     * Takes out of the log what the backfill brought, as each event is by now, and gives back its keys; of an open one
     * forgets what is staged. Afterwards the same events can be recorded again.
     */
    Backfill revert(Backfill backfill, Warrant warrant);
}
