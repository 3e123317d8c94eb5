package dev.countinghouse.benchmarks;

import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All events of a month into an empty engine in memory, in batches of 1,000: checked against account, window and five
 * meters, deduplicated, kept. The base only deduplicates and keeps the same events. One invocation is all of them, so
 * divide by {@code events}: a cost per event that grows with their number is a mistake in the engine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@Fork(3)
public class IngestBenchmark {

    @Param({"10000", "100000", "1000000"})
    public int events;

    private List<List<Submission>> batches;
    private RecordUsage recordUsage;
    private Map<EventKey, Submission> kept;

    @Setup
    public void prepare() {
        batches = EmbeddedEngine.batches(events);
    }

    @Setup(Level.Invocation)
    public void begin() {
        recordUsage = EmbeddedEngine.start().recordUsage();
        kept = new ConcurrentHashMap<>();
    }

    @Benchmark
    public int putIfAbsent() {
        int stored = 0;
        for (List<Submission> batch : batches) {
            for (Submission submission : batch) {
                if (kept.putIfAbsent(submission.key(), submission) == null) {
                    stored++;
                }
            }
        }
        return stored;
    }

    @Benchmark
    public RecordUsage record() {
        EmbeddedEngine.feed(recordUsage, batches);
        return recordUsage;
    }
}
