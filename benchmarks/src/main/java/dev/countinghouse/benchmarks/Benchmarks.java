package dev.countinghouse.benchmarks;

import static dev.countinghouse.benchmarks.Comparison.Target.atLeast;
import static dev.countinghouse.benchmarks.Comparison.Target.atMost;
import static dev.countinghouse.benchmarks.Comparison.Target.none;

import dev.countinghouse.benchmarks.Comparison.Side;
import dev.countinghouse.benchmarks.Interleaved.Round;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

/** Without arguments, the ratios against their targets, in under three minutes; with arguments, JMH itself. */
public final class Benchmarks {

    private static final String ROW = "%-36s %12s %12s %9s %9s %8s  %s%n";

    private static final List<Comparison> DEFAULT_SET = List.of(
            new Comparison("rating: charge models", rating("decimalModels", 20), rating("models", 20), atLeast(8)),
            new Comparison("  base divides to 12 digits", rating("decimalModels", 12), rating("models", 12), none()),
            new Comparison("rating: whole period", rating("decimalInvoice", 20), rating("invoice", 20), atLeast(8)),
            new Comparison("quota: evaluation", quota("bucket4j"), quota("evaluate"), atMost(0.5)),
            new Comparison("quota: and an atomic count", quota("bucket4j"), quota("evaluateAndCount"), atMost(0.5)),
            new Comparison(
                    "ingest: 10^5 events, each", ingest("putIfAbsent", 100_000), ingest("record", 100_000), none()),
            new Comparison(
                    "ingest: 10^4 to 10^5 events, each",
                    ingest("record", 10_000),
                    ingest("record", 100_000),
                    atMost(1.5)),
            new Comparison(
                    "quota answer: 10^4 to 10^5 events", reading("quota", 10_000), reading("quota", 100_000), none()),
            new Comparison(
                    "preview: 10^4 to 10^5 events", reading("preview", 10_000), reading("preview", 100_000), none()));

    private Benchmarks() {}

    public static void main(String[] args) throws RunnerException, IOException {
        if (args.length > 0) {
            org.openjdk.jmh.Main.main(args);
            return;
        }
        Interleaved interleaved = new Interleaved(5, TimeValue.milliseconds(400));
        System.out.printf(ROW, "", "base ns/op", "ns/op", "base B/op", "B/op", "ratio", "target");
        for (Comparison comparison : DEFAULT_SET) {
            List<Round> rounds = interleaved.measure(comparison);
            double ratio = Interleaved.median(rounds, round -> comparison
                    .target()
                    .ratio(round.base().nanos(), round.subject().nanos()));
            System.out.printf(
                    ROW,
                    comparison.name(),
                    number(Interleaved.median(rounds, round -> round.base().nanos())),
                    number(Interleaved.median(rounds, round -> round.subject().nanos())),
                    number(Interleaved.median(rounds, round -> round.base().bytes())),
                    number(Interleaved.median(rounds, round -> round.subject().bytes())),
                    String.format(Locale.ROOT, "%.2f", ratio),
                    comparison.target().verdict(ratio));
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static Side rating(String method, int scale) {
        return Side.of(RatingBenchmark.class, method).with("scale", scale);
    }

    private static Side quota(String method) {
        return Side.of(QuotaBenchmark.class, method);
    }

    private static Side ingest(String method, int events) {
        return Side.of(IngestBenchmark.class, method).with("events", events).per(events);
    }

    private static Side reading(String method, int events) {
        return Side.of(ReadingBenchmark.class, method).with("events", events);
    }
}
