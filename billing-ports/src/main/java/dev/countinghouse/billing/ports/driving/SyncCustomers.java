package dev.countinghouse.billing.ports.driving;

/**
 * Brings accounts and the provider's customers together, where something may have changed on one side: the customer is
 * created or described as the account is, and what the customer has changed at the provider becomes the account's. Where both
 * have changed the same, the customer's word counts. Any number of processes may do it at the same time.
 */
public interface SyncCustomers {

    /**
     * Those it is time for, the longest due first. One that fails does not stop the others and is tried again later; what
     * failed is thrown when all have been tried, or after three in a row that were unavailable.
     *
     * @return how many were due
     */
    int sync(int limit);
}
