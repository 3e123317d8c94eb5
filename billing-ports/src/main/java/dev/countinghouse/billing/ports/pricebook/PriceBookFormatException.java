package dev.countinghouse.billing.ports.pricebook;

/** A price book that cannot be read: where the mistake is, what stands there and what would be right. */
public final class PriceBookFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;

    PriceBookFormatException(String path, String problem, Throwable cause) {
        super(path + " " + problem, cause);
        this.path = path;
    }

    /** The place in the file in jq's notation, for example {@code .[0].models[3].prices.input_mtok}. */
    public String path() {
        return path;
    }
}
