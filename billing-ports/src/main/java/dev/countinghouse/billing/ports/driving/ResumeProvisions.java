package dev.countinghouse.billing.ports.driving;

/**
 * Goes on with what is being created or deleted at the provider of infrastructure: because somebody was cut off while he
 * asked, because the provider did not answer, or because a session has ended. Any number of processes may do it at the same
 * time.
 */
public interface ResumeProvisions {

    /**
     * Goes on with those it is time for, the longest due first, and waits longer with each time the provider does not answer.
     * One that fails does not stop the others; what failed is thrown when all have been tried, or after three in a row that
     * were unavailable.
     *
     * @return how many there were
     */
    int resume(int limit);
}
