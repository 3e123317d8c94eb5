package dev.countinghouse.billing.ports.driven;

/** What the usage log did with an event. */
public enum AppendOutcome {
    /** It is stored and counts. */
    STORED,
    /** The same key was stored before with the same content: it counts once, and not again. */
    DUPLICATE,
    /** The same key was stored before with other content: the first stays, this one is not stored. */
    CONFLICT
}
