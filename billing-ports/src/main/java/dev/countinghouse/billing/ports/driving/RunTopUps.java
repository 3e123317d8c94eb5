package dev.countinghouse.billing.ports.driving;

/**
 * Buys credits for accounts that want it and have few left: one purchase at a time, within the account's limit of the month,
 * and after one that failed none until the customer buys himself or changes something. Any number of processes may do it at
 * the same time.
 */
public interface RunTopUps {

    /**
     * One that fails does not stop the others; what failed is thrown when all have been tried, or after three in a row that
     * were unavailable. A purchase that was begun is gone on with by {@link ResumePurchases}.
     *
     * @return how many purchases were begun
     */
    int run(int limit);
}
