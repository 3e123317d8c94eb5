package dev.countinghouse.billing.domain.ledger;

import java.util.Locale;

/** What an entry is about, as a history of credits shows it. */
public enum EntryKind {
    PURCHASE,
    GRANT,
    /** A recurring grant came again; the same entry takes what was left of the one before. */
    RECURRENCE,
    /** A grant repays what was overdrawn. */
    REPAYMENT,
    HOLD,
    CAPTURE,
    RELEASE,
    /** A hold's time was over. */
    LAPSE,
    /** Metered usage. */
    USAGE,
    /** Metered usage was corrected to less. */
    USAGE_CORRECTION,
    /** Something was bought with credits. */
    SALE,
    EXPIRY,
    VOID,
    CORRECTION,
    REFUND,
    CHARGEBACK;

    /** Whether credits are spent, or come back, on something that the entry names. */
    public boolean isSpending() {
        return this == USAGE || this == USAGE_CORRECTION || this == SALE || this == CAPTURE;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static EntryKind of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
