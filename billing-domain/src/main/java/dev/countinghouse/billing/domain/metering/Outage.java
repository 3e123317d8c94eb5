package dev.countinghouse.billing.domain.metering;

/** What becomes of calls while nobody can tell whether they may run. */
public enum Outage {
    /** They run, and what they used is recorded afterwards: limits may be passed. */
    ADMIT,

    /** They are refused: no limit is ever passed. */
    REFUSE
}
