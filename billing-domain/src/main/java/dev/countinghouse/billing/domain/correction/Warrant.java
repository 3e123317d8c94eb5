package dev.countinghouse.billing.domain.correction;

import java.time.Instant;

/**
 * Who changes usage that was recorded, why, and when.
 *
 * @param actor whom the caller names: the id of a key, a person of the embedding program
 */
public record Warrant(String actor, String reason, Instant at) {

    public static final int LONGEST_ACTOR = 255;
    public static final int LONGEST_REASON = 500;

    public Warrant {
        require("actor", actor, LONGEST_ACTOR);
        require("reason", reason, LONGEST_REASON);
    }

    private static void require(String field, String value, int longest) {
        if (value.isBlank() || value.length() > longest) {
            throw new IllegalArgumentException(field + " is '" + value + "' with " + value.length()
                    + " characters, it must have 1 to " + longest + " and not be blank");
        }
    }
}
