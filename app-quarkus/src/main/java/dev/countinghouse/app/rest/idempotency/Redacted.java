package dev.countinghouse.app.rest.idempotency;

/** A body with a secret in it. What is kept to be replayed is not the body but this. */
public interface Redacted {

    /** The same without its secret. */
    Object redacted();
}
