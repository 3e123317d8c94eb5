package dev.countinghouse.billing.domain.ledger;

/** An entry with its place in the chain. */
public record SealedEntry(JournalEntry entry, EntrySeal seal) {}
