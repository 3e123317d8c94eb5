package dev.countinghouse.billing.domain.payment;

import java.util.regex.Pattern;

/**
 * Names one wish of ours, to charge or to refund, before the provider knows of it: asked again under the same key it is
 * done once.
 */
public record PaymentKey(String value) implements Comparable<PaymentKey> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    public PaymentKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "payment key '" + value + "' must have 1 to 64 of a-z, A-Z, 0-9, '_', '.', ':' and '-'");
        }
    }

    @Override
    public int compareTo(PaymentKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
