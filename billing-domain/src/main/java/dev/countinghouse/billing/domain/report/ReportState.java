package dev.countinghouse.billing.domain.report;

import java.util.Locale;

/** How far a report is. */
public enum ReportState {
    /** To be sent, or sent without an answer. */
    OPEN,
    /** The provider has taken it. He may still find out later that he cannot count it. */
    SENT,
    /** The provider does not count it, and it is told again by another. */
    REFUSED,
    /** It was never counted there and will not be: its time is over. What it says is told by another. */
    WITHDRAWN;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
