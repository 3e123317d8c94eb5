package dev.countinghouse.billing.domain.checkout;

import java.util.regex.Pattern;

/** What the provider calls a checkout. */
public record CheckoutReference(String value) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    public CheckoutReference {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "checkout reference '" + value + "' must have 1 to 255 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
