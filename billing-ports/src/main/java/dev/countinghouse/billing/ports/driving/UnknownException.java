package dev.countinghouse.billing.ports.driving;

/** A caller named an account, meter, plan or subscription that there is not. */
public final class UnknownException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public UnknownException(String message) {
        super(message);
    }
}
