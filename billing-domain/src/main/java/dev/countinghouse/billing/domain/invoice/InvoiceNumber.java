package dev.countinghouse.billing.domain.invoice;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The number of an invoice or credit note: gapless within a series, of which each issuing legal entity has its own. */
public record InvoiceNumber(String series, long sequence) implements Comparable<InvoiceNumber> {

    private static final Pattern SEQUENCE = Pattern.compile("[0-9]{6,18}");

    public InvoiceNumber {
        if (series.isBlank() || sequence < 1) {
            throw new IllegalArgumentException(
                    "invoice number '" + series + "' " + sequence + " needs a series and a sequence from 1 on");
        }
    }

    /** Reads what {@code toString} writes; empty for any other text, which no invoice can have as its number. */
    public static Optional<InvoiceNumber> parse(String text) {
        int dash = text.lastIndexOf('-');
        String series = text.substring(0, Math.max(0, dash));
        String sequence = text.substring(dash + 1);
        if (series.isBlank() || !SEQUENCE.matcher(sequence).matches() || Long.parseLong(sequence) < 1) {
            return Optional.empty();
        }
        return Optional.of(new InvoiceNumber(series, Long.parseLong(sequence)))
                .filter(number -> number.toString().equals(text));
    }

    @Override
    public int compareTo(InvoiceNumber other) {
        int bySeries = series.compareTo(other.series);
        return bySeries != 0 ? bySeries : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return series + "-" + String.format(Locale.ROOT, "%06d", sequence);
    }
}
