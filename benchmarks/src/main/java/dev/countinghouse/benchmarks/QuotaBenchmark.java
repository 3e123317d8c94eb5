package dev.countinghouse.benchmarks;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Quota;
import dev.countinghouse.billing.domain.quota.Verdict;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision over one limit, allowed. bucket4j also counts what it admits, the evaluation alone does not; {@code
 * evaluateAndCount} adds the least an atomic gate would have to do, so that the comparison is not between unlikes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(3)
public class QuotaBenchmark {

    private static final int QUOTAS = 1_024;
    private static final long LIMIT = 1_000_000_000_000_000L;
    private static final Instant NOW = Instant.parse("2026-01-15T00:00:00Z");
    private static final Instant RESET = Instant.parse("2026-02-01T00:00:00Z");

    private final Allowance allowance = Allowance.of(Limit.of(LIMIT), Allowance.Cap.HARD);
    private final Quota[] quotas = new Quota[QUOTAS];
    private final AtomicLong used = new AtomicLong();
    private Bucket bucket;
    private int next;

    @Setup
    public void prepare() {
        bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(LIMIT).refillIntervally(LIMIT, Duration.ofDays(31)))
                .build();
        Random random = new Random(7);
        for (int i = 0; i < QUOTAS; i++) {
            Fraction used = Fraction.of(random.nextInt(Integer.MAX_VALUE));
            quotas[i] = new Quota(allowance, used, Optional.empty(), RESET);
        }
    }

    @Benchmark
    public boolean bucket4j() {
        return bucket.tryConsume(1);
    }

    @Benchmark
    public Verdict evaluate() {
        return quotas[next++ & (QUOTAS - 1)].evaluate(Fraction.ONE, NOW);
    }

    @Benchmark
    public Verdict evaluateAndCount() {
        while (true) {
            long before = used.get();
            Verdict verdict =
                    new Quota(allowance, Fraction.of(before), Optional.empty(), RESET).evaluate(Fraction.ONE, NOW);
            if (!verdict.admits() || used.compareAndSet(before, before + 1)) {
                return verdict;
            }
        }
    }
}
