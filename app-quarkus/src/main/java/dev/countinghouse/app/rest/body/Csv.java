package dev.countinghouse.app.rest.body;

/** Values of comma-separated tables (RFC 4180), which people open with spreadsheets. */
public final class Csv {

    /** What spreadsheets take for the beginning of a formula; values come from whoever sends usage. */
    private static final String FORMULAS = "=+-@\t\r";

    private Csv() {}

    /** The text, behind an apostrophe where it would be taken for a formula. */
    public static String harmless(String text) {
        return !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
