package dev.countinghouse.adapter.postgres.crash;

import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A client that sends one batch after the other until it is told to stop. What it gets no answer for it sends again, or
 * gives up, as it happens to like.
 */
final class Load implements Callable<Load.Sent> {

    /** What became of what was sent. */
    record Sent(List<Submission> kept, List<Submission> unknown) {}

    private static final int LARGEST_BATCH = 60;
    private static final long FIFTEEN_DAYS = 15 * 86_400;

    private final String name;
    private final Random random;
    private final Client client;
    private final Progress progress;
    private final Sent sent = new Sent(new ArrayList<>(), new ArrayList<>());
    private int events;

    Load(String name, long seed, Client client, Progress progress) {
        this.name = name;
        this.random = new Random(seed);
        this.client = client;
        this.progress = progress;
    }

    /** Where the clients send to, and how far they are. */
    static final class Progress {

        private final AtomicReference<URI> server = new AtomicReference<>();
        private long batches;
        private boolean over;

        /** A server that lives. */
        synchronized void serve(URI address) {
            server.set(address);
            notifyAll();
        }

        /** Waits until another server serves than the one that did not answer. */
        private synchronized URI serverAfter(URI silent) throws InterruptedException {
            while (server.get().equals(silent) && !over) {
                wait();
            }
            return server.get();
        }

        private synchronized void oneMore() {
            batches++;
            notifyAll();
        }

        synchronized long batches() {
            return batches;
        }

        /** Waits until so many batches are kept. */
        synchronized void await(long count) throws InterruptedException {
            while (batches < count) {
                wait();
            }
        }

        synchronized void end() {
            over = true;
            notifyAll();
        }

        private synchronized boolean isOver() {
            return over;
        }
    }

    @Override
    public Sent call() throws InterruptedException {
        URI server = progress.server.get();
        while (!progress.isOver()) {
            List<Submission> batch = batch();
            boolean kept = client.isToldKept(server, batch);
            while (!kept) {
                server = progress.serverAfter(server);
                if (random.nextBoolean()) {
                    break;
                }
                kept = client.isToldKept(server, batch);
            }
            (kept ? sent.kept() : sent.unknown()).addAll(batch);
            if (kept) {
                progress.oneMore();
            }
        }
        return sent;
    }

    private List<Submission> batch() {
        List<Submission> batch = new ArrayList<>();
        int size = 1 + random.nextInt(LARGEST_BATCH);
        for (int i = 0; i < size; i++) {
            Instant time = KillScenario.START.plusSeconds(random.nextInt((int) FIFTEEN_DAYS));
            batch.add(new Submission(
                    new EventKey("load", name + "-" + events++),
                    "used",
                    random.nextBoolean() ? Workbench.ACME.value() : Workbench.GLOBEX.value(),
                    time,
                    Workbench.data(Map.of("tokens", random.nextInt(1_000), "model", "model-" + random.nextInt(3)))));
        }
        return batch;
    }
}
