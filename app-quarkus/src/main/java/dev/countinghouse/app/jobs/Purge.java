package dev.countinghouse.app.jobs;

import java.time.Instant;

/** Deletes what is kept for a time only. A bean of this type is called every hour. */
public interface Purge {

    /** What is deleted, for the log. */
    String what();

    /**
     * Returns how much was deleted.
     *
     * @param now to the microsecond, as the database keeps it
     */
    int purge(Instant now);
}
