package dev.countinghouse.billing.domain.payment;

import java.util.regex.Pattern;

/** What the provider calls an account. */
public record CustomerRef(String value) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    public CustomerRef {
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
