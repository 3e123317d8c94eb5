package dev.countinghouse.app.jobs;

import java.time.Duration;

/** Something done again and again, on one replica at a time. A bean of this type is scheduled. */
public interface Job {

    /** Stays the same for ever: the database knows the job by it. */
    String name();

    /** How long after a run has ended the next begins; one that failed is tried again after a minute at most. */
    Duration every();

    /** Does everything that is due; may be cut off anywhere, and is called again. */
    void run();
}
