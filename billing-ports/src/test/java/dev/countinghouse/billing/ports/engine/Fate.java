package dev.countinghouse.billing.ports.engine;

/** What becomes of notices. */
public enum Fate {
    IN_ORDER,
    REVERSED,
    TWICE,
    LOST
}
