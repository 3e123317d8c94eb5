package dev.countinghouse.billing.ports.driving;

/**
 * Asks the provider what has become of checkouts that are not decided: because somebody was cut off while he asked, or because
 * a notice was lost. Any number of processes may do it at the same time.
 */
public interface ResumeCheckouts {

    /**
     * Asks about those it is time for, the longest due first, and waits longer with each time. One that fails does not stop
     * the others; what failed is thrown when all have been tried, or after three in a row that were unavailable.
     *
     * @return how many were asked about
     */
    int resume(int limit);
}
