package dev.countinghouse.billing.domain.provider;

import java.util.regex.Pattern;

/** What the provider calls the price of a charge. */
public record PriceReference(String value) implements Comparable<PriceReference> {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    public PriceReference {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "price reference '" + value + "' must have 1 to 255 visible ASCII characters");
        }
    }

    @Override
    public int compareTo(PriceReference other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
