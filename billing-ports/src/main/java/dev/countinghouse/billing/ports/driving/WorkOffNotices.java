package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import java.util.Optional;

/**
 * Asks the provider for what his notices are about, and follows it. Any number of threads and processes may do it at the same
 * time; they work at different objects. One that fails is tried again, later each time, and given up after the last try.
 */
public interface WorkOffNotices {

    /**
     * Works off the one that is due the longest, and returns what became of it: done, ignored, dead, or waiting for its next
     * try. Empty if nothing is due that nobody works at. Not to be called within a transaction.
     *
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException if our own storage fails; if one was begun, it is
     *     due again after ten minutes
     */
    Optional<KeptNotice> next();

    /** The same until nothing is due any more; returns how many were worked off. */
    default int all() {
        int worked = 0;
        while (next().isPresent()) {
            worked++;
        }
        return worked;
    }
}
