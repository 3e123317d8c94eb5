package dev.countinghouse.billing.domain.ledger;

import java.util.regex.Pattern;

/** The one rule for ids in the ledger. What a caller chooses has no slash; ids that the engine makes have one. */
public final class LedgerId {

    private static final int LONGEST = 300;
    private static final Pattern OWN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:@-]{0,99}");

    private LedgerId() {}

    public static String require(String kind, String value) {
        if (value.isBlank() || value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(kind + " '" + value + "' must have 1 to " + LONGEST
                    + " characters, none of them a control character");
        }
        return value;
    }

    /** Returns an id that a caller has chosen, if it is well-formed. */
    public static String requireOwn(String kind, String value) {
        if (!OWN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    kind + " '" + value + "' is not an id: use 1 to 100 of A-Z, a-z, 0-9, '_',"
                            + " '.', ':', '@' and '-', beginning with a letter or a digit");
        }
        return value;
    }
}
