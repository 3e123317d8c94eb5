package dev.countinghouse.billing.domain.invoice;

import java.util.Locale;

/** The number of an invoice or credit note: gapless within a series, of which each issuing legal entity has its own. */
public record InvoiceNumber(String series, long sequence) implements Comparable<InvoiceNumber> {

    public InvoiceNumber {
        if (series.isBlank() || sequence < 1) {
            throw new IllegalArgumentException(
                    "invoice number '" + series + "' " + sequence + " needs a series and a sequence from 1 on");
        }
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
