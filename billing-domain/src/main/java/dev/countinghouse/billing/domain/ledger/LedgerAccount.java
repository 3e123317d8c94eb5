package dev.countinghouse.billing.domain.ledger;

import java.util.Locale;

/**
 * The chart of accounts that each customer has per unit. A posting above 0 puts credits there, one below takes them; all
 * accounts of a unit together are always 0. What is above 0 in a pool is the customer's to spend, what is
 * below 0 elsewhere is where it came from.
 */
public enum LedgerAccount {
    /** Credits that were paid for. */
    PURCHASED,
    /** Credits given on top of a purchase. */
    BONUS,
    /** Credits given away: welcome, goodwill. */
    PROMOTIONAL,
    /** Credits that come with a plan and come again. */
    RECURRING,
    /** Reserved by holds. */
    HELD,
    /** Lent to a fast path outside of the database. */
    LEASED,
    /** Spent beyond all grants, below 0: what the next grant repays. */
    OVERDRAWN,
    /** Burnt by metered usage and captured holds. */
    CONSUMED,
    /** Not spent in time. */
    EXPIRED,
    /** Where one unit became another: currency below, credits above 0, or the other way round. */
    CONVERSION,
    /** What a conversion leaves over. */
    ROUNDING,
    /** Paid, or to be paid, by the customer for credits; below 0. */
    RECEIVABLE,
    /** Earned by things sold once. */
    REVENUE,
    /** Borne by the seller for credits given away; below 0. */
    COST;

    /** Whether grants are kept there, from which credits are spent. */
    public boolean isPool() {
        return ordinal() <= RECURRING.ordinal();
    }

    /** As it is written: in the database, in the API and in what is sealed. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static LedgerAccount of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
