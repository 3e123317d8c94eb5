package dev.countinghouse.billing.ports.driven;

/** Where messages go. */
public interface OutboxSink {

    /**
     * Hands a message over. It may arrive more than once; its type, account and key say whether it did. Whatever is thrown
     * means that it was not delivered and has to be tried again.
     */
    void deliver(OutboxMessage message);
}
