package dev.countinghouse.billing.ports.catalogue.source;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name somebody probably meant. */
public final class Suggestion {

    private static final int LONGEST = 64;

    private Suggestion() {}

    /** {@code ", did you mean 'x'?"} if a known name is near, otherwise nothing. */
    public static String of(String written, Collection<String> known) {
        if (written.length() > LONGEST) {
            return "";
        }
        int tolerated = Math.max(1, written.length() / 3);
        return known.stream()
                .filter(name -> name.length() <= LONGEST && distance(written, name) <= tolerated)
                .min(Comparator.comparingInt(name -> distance(written, name)))
                .map(name -> " (did you mean '" + name + "'?)")
                .orElse("");
    }

    /** The number of characters to insert, delete or replace (Levenshtein). */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
