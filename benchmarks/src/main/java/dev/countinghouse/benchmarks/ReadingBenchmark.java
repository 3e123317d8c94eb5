package dev.countinghouse.benchmarks;

import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driving.EvaluateQuota;
import dev.countinghouse.billing.ports.driving.PreviewInvoice;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Preview and quota of an account with so many events in its period. In memory they are counted event by event, so the
 * time grows with their number; rollups, which a database keeps, are what will make it flat.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(3)
public class ReadingBenchmark {

    private static final MeterKey METER = new MeterKey("output-tokens");

    @Param({"10000", "100000"})
    public int events;

    private PreviewInvoice previewInvoice;
    private EvaluateQuota evaluateQuota;

    @Setup
    public void prepare() {
        BillingEngine engine = EmbeddedEngine.start();
        EmbeddedEngine.feed(engine.recordUsage(), EmbeddedEngine.batches(events));
        previewInvoice = engine.previewInvoice();
        evaluateQuota = engine.evaluateQuota();
    }

    @Benchmark
    public Optional<DraftInvoice> preview() {
        return previewInvoice.preview(EmbeddedEngine.ACCOUNT, EmbeddedEngine.NOW);
    }

    @Benchmark
    public EvaluateQuota.Answer quota() {
        return evaluateQuota.evaluate(EmbeddedEngine.ACCOUNT, METER, Fraction.ONE);
    }
}
