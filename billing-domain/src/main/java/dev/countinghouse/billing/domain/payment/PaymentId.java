package dev.countinghouse.billing.domain.payment;

import java.util.regex.Pattern;

/** What the provider calls a payment. */
public record PaymentId(String value) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    public PaymentId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "payment id '" + value + "' must have 1 to 255 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
