package dev.countinghouse.billing.domain.provider;

import java.util.regex.Pattern;

/** What the provider calls an invoice that he made. */
public record InvoiceReference(String value) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    public InvoiceReference {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "invoice reference '" + value + "' must have 1 to 255 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
