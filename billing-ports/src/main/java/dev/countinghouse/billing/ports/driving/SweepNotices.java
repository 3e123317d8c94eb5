package dev.countinghouse.billing.ports.driving;

import java.time.Duration;

/** Asks the provider for notices that he could not deliver, because we were away for longer than he tries. */
public interface SweepNotices {

    /**
     * Keeps those of a time back from now that are not known. What nobody here asks for is left out. Cut off in between, it
     * is simply done again.
     *
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException if the provider does not answer, or our storage
     */
    Swept sweep(Duration back);

    /**
     * @param kept how many are new
     * @param unclear of them, those that are dead already: it is not clear what they are about
     */
    record Swept(int kept, int unclear) {}
}
