package dev.countinghouse.billing.domain.customer;

import java.util.regex.Pattern;

/** What the provider calls a customer. */
public record CustomerReference(String value) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    public CustomerReference {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "customer reference '" + value + "' must have 1 to 255 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
