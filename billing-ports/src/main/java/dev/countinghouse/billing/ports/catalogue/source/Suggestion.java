package dev.countinghouse.billing.ports.catalogue.source;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name somebody probably meant. */
public final class Suggestion {

    private static final int LONGEST = 64;

    private Suggestion() {}

    /** {@code " (did you mean 'x'?)"} if a known name is near, otherwise nothing. */
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

    /** The characters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
    private static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, i, j, one, other);
            }
        }
        return steps[one.length()][other.length()];
    }

    private static int cheapest(int[][] steps, int i, int j, String one, String other) {
        int replaced = steps[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
