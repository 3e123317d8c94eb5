package dev.countinghouse.billing.domain;

import java.util.regex.Pattern;

/** The one rule for keys that people write in a catalogue or a request: meters, plans, charges, features, coupons. */
public final class Key {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,62}");

    private Key() {}

    /** Returns {@code value} if it is a well-formed key, otherwise says what kind of key it is and what would be right. */
    public static String require(String kind, String value) {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    kind + " '" + value + "' is not a key: use 1 to 63 of a-z, 0-9, '_', '.' and"
                            + " '-', beginning with a letter or a digit");
        }
        return value;
    }
}
