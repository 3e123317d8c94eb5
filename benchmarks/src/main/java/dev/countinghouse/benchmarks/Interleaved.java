package dev.countinghouse.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures base and subject in turn, in this JVM, several rounds. On a shared machine a neighbour that wakes up between
 * two separate runs would decide their ratio; here it slows down both, and the median forgets the round it came in.
 */
final class Interleaved {

    /** Both sides have to be known to the compiler before either is measured: what it learns from one undoes the other. */
    private static final int WARMUP_ROUNDS = 2;

    private static final int LONGER = 4;

    private final int rounds;
    private final TimeValue slice;

    /** @param slice how long one side is measured in one round */
    Interleaved(int rounds, TimeValue slice) {
        this.rounds = rounds;
        this.slice = slice;
    }

    /** Processor time and memory of one operation. */
    record Cost(double nanos, double bytes) {}

    /** What both sides took in one round. */
    record Round(Cost base, Cost subject) {}

    List<Round> measure(Comparison comparison) throws RunnerException {
        List<Round> measured = new ArrayList<>();
        for (int round = 0; round < WARMUP_ROUNDS + rounds; round++) {
            int warmups = round < WARMUP_ROUNDS ? LONGER : 1;
            measured.add(new Round(once(comparison.base(), warmups), once(comparison.subject(), warmups)));
        }
        return measured.subList(WARMUP_ROUNDS, measured.size());
    }

    private Cost once(Comparison.Side side, int warmups) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(side.pattern())
                .forks(0)
                .warmupIterations(warmups)
                .warmupTime(slice)
                .measurementIterations(1)
                .measurementTime(slice)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTime.class)
                .verbosity(VerboseMode.SILENT);
        side.parameters().forEach(options::param);
        Collection<RunResult> results = new Runner(options.build()).run();
        if (results.size() != 1) {
            throw new IllegalStateException(side + " names " + results.size() + " benchmarks, it must name one");
        }
        RunResult result = results.iterator().next();
        return new Cost(
                secondary(result, CpuTime.LABEL) / side.operations(),
                secondary(result, "gc.alloc.rate.norm") / side.operations());
    }

    private static double secondary(RunResult result, String label) {
        return result.getSecondaryResults().get(label).getScore();
    }

    static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
