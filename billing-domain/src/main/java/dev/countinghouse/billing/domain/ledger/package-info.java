/**
 * Prepaid credits in double entry: the chart of accounts, entries that balance for every unit, and the chain that shows when
 * one was changed.
 *
 * <p>Invariant: the postings of an entry add up to nothing per unit, entries are never changed, and each is sealed with the
 * one before it. Which grants a command takes from is decided in {@code credit}, not here. Start with {@link
 * dev.countinghouse.billing.domain.ledger.JournalEntry}.
 */
@NullMarked
package dev.countinghouse.billing.domain.ledger;

import org.jspecify.annotations.NullMarked;
