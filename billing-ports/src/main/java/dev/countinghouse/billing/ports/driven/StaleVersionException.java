package dev.countinghouse.billing.ports.driven;

/** What was to be saved has changed since it was read: nothing was saved, reload and decide again. */
public class StaleVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StaleVersionException(String message) {
        super(message);
    }
}
