package dev.countinghouse.billing.ports.driving;

/**
 * Gets invoices paid: tries what is to be tried, asks about what the provider has not decided, and lets the stages of dunning
 * follow. Called again and again by a job; several at once share the work.
 */
public interface CollectInvoices {

    /**
     * One failed account stops no other; the first failure is thrown at the end.
     *
     * @return how many accounts and questions there were, at most twice {@code limit}; to be called again while it is not 0
     */
    int collect(int limit);
}
