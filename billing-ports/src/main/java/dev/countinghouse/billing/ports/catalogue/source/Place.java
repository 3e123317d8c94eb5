package dev.countinghouse.billing.ports.catalogue.source;

/** Where something stands in a text; lines and columns begin at 1. */
public record Place(int line, int column) {

    public static final Place START = new Place(1, 1);
}
