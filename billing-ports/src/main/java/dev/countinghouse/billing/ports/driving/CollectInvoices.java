package dev.countinghouse.billing.ports.driving;

import java.util.concurrent.Executor;

/**
 * Gets invoices paid: tries what is to be tried, asks about what the provider has not decided, and lets the stages of dunning
 * follow. Called again and again by a job; several at once share the work.
 */
public interface CollectInvoices {

    /** The same by the caller's own thread. */
    default int collect(int limit) {
        return collect(limit, Runnable::run);
    }

    /**
     * One failed account stops no other; the first failure is thrown at the end. Most of the time is spent waiting for the
     * provider.
     *
     * @param threads have room for twice {@code limit} and do the work, an account by one at a time; waited for until all is done
     * @return how many accounts and questions there were, at most twice {@code limit}; to be called again while it is not 0
     */
    int collect(int limit, Executor threads);
}
