package dev.countinghouse.billing.ports.driving;

/**
 * Asks the provider what has become of purchases and refunds that are not decided: because somebody was cut off while he
 * asked, because a bank takes days, or because a notice was lost. Of those that are paid it asks rarely, for half a year, and
 * as long as a dispute is open: nobody here may have been told of a dispute or a refund. Any number of processes may do it at
 * the same time.
 */
public interface ResumePurchases {

    /**
     * Asks about those it is time for, the longest due first, and waits longer with each time. One that fails does not stop
     * the others; what failed is thrown when all have been tried, or after three in a row that were unavailable.
     *
     * @return how many were asked about
     */
    int resume(int limit);
}
