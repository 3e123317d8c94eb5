package dev.countinghouse.billing.ports.driving;

/**
 * Asks a provider that invoices for the invoices of accounts, so that a notice that was lost does no harm: of those whose
 * billing period has ended, whose terms have changed, or who have one that is not settled. Any number of processes may do it
 * at the same time.
 */
public interface CopyInvoices {

    /**
     * Those it is time for, the longest due first, and those that have failed after all others. One that fails does not stop
     * the others, and is asked about again in an hour, then twice as late each time, in the end after 16; what failed is
     * thrown when all have been tried, or after three in a row that were unavailable.
     *
     * @return how many were asked about
     */
    int copyDue(int limit);
}
