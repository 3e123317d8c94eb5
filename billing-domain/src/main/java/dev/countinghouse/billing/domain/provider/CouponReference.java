package dev.countinghouse.billing.domain.provider;

import java.util.regex.Pattern;

/** What the provider calls a coupon. */
public record CouponReference(String value) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    public CouponReference {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "coupon reference '" + value + "' must have 1 to 255 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
