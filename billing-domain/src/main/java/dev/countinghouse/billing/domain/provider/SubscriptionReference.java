package dev.countinghouse.billing.domain.provider;

import java.util.regex.Pattern;

/** What the provider calls a subscription. */
public record SubscriptionReference(String value) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    public SubscriptionReference {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "subscription reference '" + value + "' must have 1 to 255 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
