package dev.countinghouse.billing.domain.correction;

/**
 * A change to recorded usage as it was written down.
 *
 * @param ordinal the order of corrections within their account
 */
public record Correction(long ordinal, UsageChange change, Warrant warrant) {}
