package dev.countinghouse.app.document;

import java.time.Instant;
import java.util.List;

/**
 * What stands on an invoice or a credit note: its texts in their order, without sizes and places.
 *
 * @param title what it is, with its number
 * @param issuedAt what the PDF says of when it was made
 * @param asides what is shown and not asked for
 */
record Document(
        String title,
        Instant issuedAt,
        List<Fact> facts,
        Block from,
        Block to,
        Table lines,
        List<Sum> sums,
        List<Table> asides,
        List<String> notes) {

    Document {
        facts = List.copyOf(facts);
        sums = List.copyOf(sums);
        asides = List.copyOf(asides);
        notes = List.copyOf(notes);
    }

    record Fact(String label, String text) {}

    /** Who sells or buys. */
    record Block(String heading, String name, List<String> lines) {}

    /** @param headings of the four columns: what, how much, at which price, the amount */
    record Table(List<String> headings, List<Row> rows) {}

    /**
     * A line of the invoice.
     *
     * @param remarks what is said beneath it
     * @param steps how its amount came about, where one price does not say it
     */
    record Row(String text, List<String> remarks, String quantity, String price, String amount, List<StepRow> steps) {}

    record StepRow(String text, String quantity, String price, String amount) {}

    /** @param last whether it is what all others lead to */
    record Sum(String label, String amount, boolean last) {

        static Sum of(String label, String amount) {
            return new Sum(label, amount, false);
        }
    }
}
