package dev.countinghouse.billing.ports.catalogue;

/**
 * One thing that is wrong with a catalogue.
 *
 * @param file the name the reader was given for the text
 * @param line from 1, as is {@code column}
 * @param path the field it concerns, such as {@code plans.basic.charges.base.fee}; empty for the whole text
 * @param message the value that is there and what would be right
 */
public record CatalogueError(String file, int line, int column, String path, String message) {

    /** One line in the form editors and terminals make a link of. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + " ") + message;
    }
}
