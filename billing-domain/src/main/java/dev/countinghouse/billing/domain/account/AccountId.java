package dev.countinghouse.billing.domain.account;

import java.util.Arrays;
import java.util.Comparator;

/** The host's own key of an account; also the {@code subject} its usage may arrive under. */
public record AccountId(String value) implements Comparable<AccountId> {

    public static final int MAX_LENGTH = 255;

    /** As databases order text byte by byte: UTF-8 keeps the order of code points, UTF-16 does not. */
    public static final Comparator<AccountId> BY_CODE_POINTS = (one, other) -> Arrays.compare(
            one.value().codePoints().toArray(), other.value().codePoints().toArray());

    public AccountId {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "account id '" + value + "' must have 1 to " + MAX_LENGTH + " characters and not be blank");
        }
        // half a surrogate pair is no character either, and databases keep neither as it is
        value.codePoints()
                .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)
                .findFirst()
                .ifPresent(c -> {
                    throw new IllegalArgumentException(String.format(
                            "account id '%s' has the control character U+%04X; it must be plain text",
                            value.replaceAll("[\\p{Cc}\\p{Cs}]", "?"), c));
                });
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
