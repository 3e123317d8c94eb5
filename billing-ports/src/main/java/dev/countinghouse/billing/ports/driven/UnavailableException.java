package dev.countinghouse.billing.ports.driven;

/**
 * The world behind a port failed or did not answer in time: the same call may be tried again. Nothing was done, unless the
 * port says that it may have been.
 */
public class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
