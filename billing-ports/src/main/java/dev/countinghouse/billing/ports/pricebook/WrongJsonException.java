package dev.countinghouse.billing.ports.pricebook;

/** Something in a JSON document is not what it has to be. Callers of this package never see it. */
final class WrongJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    WrongJsonException(String path, String problem) {
        super(path + " " + problem);
        this.path = path;
        this.problem = problem;
    }

    String path() {
        return path;
    }

    String problem() {
        return problem;
    }
}
