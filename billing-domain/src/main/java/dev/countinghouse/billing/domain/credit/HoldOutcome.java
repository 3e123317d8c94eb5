package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.Credits;

/** What became of the wish to place, extend, capture or release a hold. */
public sealed interface HoldOutcome {

    /**
     * @param hold as it is now; an earlier call of the same content has done it, or this one
     * @param available what can still be spent or held for the same purpose
     */
    record Done(Hold hold, Credits available) implements HoldOutcome {}

    /** Nothing was held. @param available how much could be */
    record Insufficient(Credits wanted, Credits available) implements HoldOutcome {}

    /** @param earlier has the id and is of another content, or has ended another way */
    record Conflict(Hold earlier, String reason) implements HoldOutcome {}

    record Unknown(HoldId id) implements HoldOutcome {}
}
