package dev.countinghouse.billing.domain.dunning;

import java.util.Locale;

/** How far things have gone with an invoice that is not paid; each stage is worse than the one before. */
public enum DunningStage {
    /** A payment has failed or the day it was due has passed; it is tried again. */
    PAST_DUE,
    /** It is not tried any more. All goes on as before for the customer, who has been told for the last time. */
    GRACE,
    /** Nothing may be used until it is paid. */
    RESTRICTED,
    /** The subscriptions end, and the invoice is written off. */
    CANCELED;

    /** The name used in APIs. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
