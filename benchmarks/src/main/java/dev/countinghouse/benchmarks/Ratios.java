package dev.countinghouse.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** How the time of a base compares with that of what is measured, over some rounds. */
final class Ratios {

    private final int warmUp;
    private final double[] ratios;
    private int rounds;

    /** @param warmUp how many rounds before do not count */
    Ratios(int rounds, int warmUp) {
        this.warmUp = warmUp;
        this.ratios = new double[rounds];
    }

    void add(long base, long ours) {
        if (rounds >= warmUp) {
            ratios[rounds - warmUp] = (double) base / ours;
        }
        rounds++;
    }

    void print(String name, double wanted) {
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        System.out.printf(
                Locale.ROOT,
                "%-58s %.2f  (%.2f to %.2f)  ≥ %.2f %s%n",
                name,
                median,
                sorted[0],
                sorted[sorted.length - 1],
                wanted,
                median >= wanted ? "reached" : "MISSED");
    }
}
