package dev.countinghouse.billing.ports.driving;

/** Hands the messages of the outbox over to the world. Any number of processes may do it at the same time. */
public interface DeliverMessages {

    /**
     * Hands over everything that is due, each account's messages in their order; one that fails holds back its account
     * only. What the outbox itself failed at is thrown when all accounts have been tried, or after three in a row for which
     * it was unavailable.
     */
    Deliveries deliverDue();

    /**
     * @param failed attempts that will be repeated
     * @param buried messages that were given up
     */
    record Deliveries(int delivered, int failed, int buried) {}
}
