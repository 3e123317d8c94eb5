package dev.countinghouse.benchmarks;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driving.ReadUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The engine on a PostgreSQL that flushes each commit, against the least that could be done with the same database. Base
 * and subject take turns in one process; wall time, because most of it is the database's.
 */
public final class StorageBenchmarks {

    private static final int ROUNDS = 5;
    private static final int WARM_UP = 2;
    private static final int BATCHES_PER_ROUND = 40;
    private static final int CLIENTS = 32;
    private static final int SINGLES_PER_ROUND = 6_400;
    private static final int CALLS = 200;

    private StorageBenchmarks() {}

    /** @param args how many events the growth goes up to; 1,000,000 by default */
    public static void main(String[] args) throws Exception {
        int most = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        try (DurableDatabase database = new DurableDatabase()) {
            int events = (ROUNDS + WARM_UP) * BATCHES_PER_ROUND * 1_000;
            ingest("batches of 1,000 as they come in, COPY = 1", database.create(), EmbeddedEngine.live(events));
            ingest("batches of 1,000 over a month, COPY = 1", database.create(), EmbeddedEngine.batches(events));
            singles(database.create());
            growth(database.create(), most);
        }
    }

    private static BillingEngine engine(DurableDatabase.Database database) throws SQLException {
        return EmbeddedEngine.start(
                BillingEngine.builder().storage(PostgresStorage.over(database.service(), database.system())));
    }

    private static void ingest(String name, DurableDatabase.Database database, List<List<Submission>> batches)
            throws SQLException, IOException {
        BillingEngine engine = engine(database);
        PlainTable plain = new PlainTable(database.owner());
        Ratios ratios = new Ratios(ROUNDS, WARM_UP);
        for (int round = 0; round < ROUNDS + WARM_UP; round++) {
            List<List<Submission>> part = batches.subList(round * BATCHES_PER_ROUND, (round + 1) * BATCHES_PER_ROUND);
            long start = System.nanoTime();
            for (List<Submission> batch : part) {
                plain.copy(batch);
            }
            long copied = System.nanoTime();
            EmbeddedEngine.feed(engine.recordUsage(), part);
            ratios.add(copied - start, System.nanoTime() - copied);
        }
        ratios.print(name, 0.45);
    }

    private static void singles(DurableDatabase.Database database)
            throws SQLException, InterruptedException, ExecutionException {
        BillingEngine engine = engine(database);
        PlainTable plain = new PlainTable(database.owner());
        List<Submission> events = EmbeddedEngine.live((ROUNDS + WARM_UP) * SINGLES_PER_ROUND).stream()
                .flatMap(List::stream)
                .toList();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        Ratios ratios = new Ratios(ROUNDS, WARM_UP);
        for (int round = 0; round < ROUNDS + WARM_UP; round++) {
            List<Submission> part = events.subList(round * SINGLES_PER_ROUND, (round + 1) * SINGLES_PER_ROUND);
            long start = System.nanoTime();
            // one row per commit, one after the other: what a service does that has no group commit
            for (Submission event : part.subList(0, SINGLES_PER_ROUND / 8)) {
                plain.insert(event);
            }
            long inserted = System.nanoTime();
            inParallel(clients, part, event -> EmbeddedEngine.feed(engine.recordUsage(), List.of(List.of(event))));
            ratios.add(8 * (inserted - start), System.nanoTime() - inserted);
        }
        clients.shutdown();
        ratios.print("single events of 32 callers, one row per commit = 1", 5);
    }

    private interface Recording {
        void record(Submission event);
    }

    private static void inParallel(ExecutorService clients, List<Submission> events, Recording recording)
            throws InterruptedException, ExecutionException {
        List<Callable<Void>> shares = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int first = client;
            shares.add(() -> {
                for (int i = first; i < events.size(); i += CLIENTS) {
                    recording.record(events.get(i));
                }
                return null;
            });
        }
        for (Future<Void> share : clients.invokeAll(shares)) {
            share.get();
        }
    }

    /** What is asked while more and more is stored, in milliseconds. */
    private record Answers(double preview, double quota, double usage) {

        static Answers of(BillingEngine engine) {
            ReadUsage.Query byDay = new ReadUsage.Query(
                    EmbeddedEngine.ACCOUNT,
                    new MeterKey("output-tokens"),
                    Filter.ALL,
                    List.of("model"),
                    new Period(EmbeddedEngine.START, EmbeddedEngine.NOW),
                    Optional.of(ReadUsage.Every.parse("day")));
            return new Answers(
                    millis(() -> engine.previewInvoice().preview(EmbeddedEngine.ACCOUNT, EmbeddedEngine.NOW)),
                    millis(() -> engine.evaluateQuota()
                            .evaluate(EmbeddedEngine.ACCOUNT, new MeterKey("output-tokens"), Fraction.ONE)),
                    millis(() -> engine.readUsage().read(byDay)));
        }
    }

    private static void growth(DurableDatabase.Database database, int most) throws SQLException {
        BillingEngine engine = engine(database);
        List<Answers> answers = new ArrayList<>();
        System.out.printf(
                "%n%12s %12s %12s %12s %14s%n", "events", "preview ms", "quota ms", "usage ms", "heap used MB");
        int recorded = 0;
        int next = Math.min(100_000, most);
        for (List<Submission> batch : EmbeddedEngine.streamed(most)) {
            EmbeddedEngine.feed(engine.recordUsage(), List.of(batch));
            recorded += batch.size();
            if (recorded >= next) {
                next = Math.min(next * 10, most);
                Answers now = Answers.of(engine);
                answers.add(now);
                System.out.printf(
                        Locale.ROOT,
                        "%,12d %12.2f %12.2f %12.2f %14d%n",
                        recorded,
                        now.preview,
                        now.quota,
                        now.usage,
                        usedHeap() / 1_000_000);
            }
        }
        Answers first = answers.get(0);
        Answers last = answers.get(answers.size() - 1);
        System.out.printf(
                Locale.ROOT,
                "at the last size, at 100,000 = 1: preview %.2f, quota %.2f, usage by day and model %.2f (each ≤ 2)%n",
                last.preview / first.preview,
                last.quota / first.quota,
                last.usage / first.usage);
    }

    /** The median of single calls. */
    private static double millis(Callable<?> call) {
        double[] times = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            try {
                call.call();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[CALLS / 2];
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
