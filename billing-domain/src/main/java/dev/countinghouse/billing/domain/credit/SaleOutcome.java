package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.JournalEntry;

/** What became of the wish to pay for something with credits at once. */
public sealed interface SaleOutcome {

    /** @param entry just made, or by an earlier call with the same content */
    record Sold(JournalEntry entry, Credits available) implements SaleOutcome {}

    record Insufficient(Credits wanted, Credits available) implements SaleOutcome {}

    /** @param earlier was made by the same command, for something else */
    record Conflict(JournalEntry earlier) implements SaleOutcome {}
}
