package dev.countinghouse.benchmarks;

/** Runs the benchmarks and prints ratios. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) {
        System.out.println("Countinghouse: no benchmarks yet.");
    }
}
