package dev.countinghouse.benchmarks;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * The packaged service over HTTP, against the least that could be done: client, service and database share the cores, and
 * base and subject take turns.
 */
public final class RestBenchmarks {

    private static final int ROUNDS = 5;
    private static final int WARM_UP = 2;
    private static final int BATCHES_PER_ROUND = 40;
    private static final int CLIENTS = 32;
    private static final int SINGLES_PER_ROUND = 6_400;
    private static final int READS_PER_ROUND = 20_000;
    private static final String PRICE = "/api/v1/price-book/openai/gpt-4o";

    private RestBenchmarks() {}

    public static void main(String[] args) throws Exception {
        try (DurableDatabase server = new DurableDatabase()) {
            DurableDatabase.Database database = server.create();
            EmbeddedEngine.start(
                    BillingEngine.builder().storage(PostgresStorage.over(database.service(), database.system())));
            PlainTable plain = new PlainTable(database.owner());
            try (ServiceProcess service = new ServiceProcess(database.url())) {
                batches(service, plain);
                singles(service, plain);
                overhead(service);
                System.out.println("service: " + service.residentMegabytes() + " MB resident afterwards");
            }
        }
    }

    private static void batches(ServiceProcess service, PlainTable plain) throws IOException, SQLException {
        List<List<Submission>> batches = EmbeddedEngine.batches((ROUNDS + WARM_UP) * BATCHES_PER_ROUND * 1_000);
        Ratios ratios = new Ratios(ROUNDS, WARM_UP);
        try (HttpConnection connection = new HttpConnection(service.port(), ServiceProcess.KEY)) {
            for (int round = 0; round < ROUNDS + WARM_UP; round++) {
                List<List<Submission>> part =
                        batches.subList(round * BATCHES_PER_ROUND, (round + 1) * BATCHES_PER_ROUND);
                long start = System.nanoTime();
                for (List<Submission> batch : part) {
                    plain.copy(batch);
                }
                long copied = System.nanoTime();
                for (List<Submission> batch : part) {
                    post(connection, batch);
                }
                ratios.add(copied - start, System.nanoTime() - copied);
            }
        }
        ratios.print("REST: batches of 1,000, COPY = 1", 0.30);
    }

    private static void singles(ServiceProcess service, PlainTable plain) throws Exception {
        List<Submission> events = EmbeddedEngine.batches("single-", (ROUNDS + WARM_UP) * SINGLES_PER_ROUND).stream()
                .flatMap(List::stream)
                .toList();
        Ratios toRows = new Ratios(ROUNDS, WARM_UP);
        Ratios toNothing = new Ratios(ROUNDS, WARM_UP);
        try (Clients clients = new Clients(CLIENTS, service.port(), ServiceProcess.KEY)) {
            for (int round = 0; round < ROUNDS + WARM_UP; round++) {
                List<Submission> part = events.subList(round * SINGLES_PER_ROUND, (round + 1) * SINGLES_PER_ROUND);
                long start = System.nanoTime();
                for (Submission event : part.subList(0, SINGLES_PER_ROUND / 8)) {
                    plain.insert(event);
                }
                long inserted = System.nanoTime();
                clients.each(SINGLES_PER_ROUND, (connection, i) -> connection.get("/q/health/live"));
                long answered = System.nanoTime();
                clients.each(SINGLES_PER_ROUND, (connection, i) -> post(connection, List.of(part.get(i))));
                long recorded = System.nanoTime() - answered;
                toRows.add(8 * (inserted - start), recorded);
                toNothing.add(answered - inserted, recorded);
            }
        }
        toNothing.print("REST: single events of 32 clients, health/live = 1", 0.40);
        toRows.print("REST: single events, one row per commit = 1", 5);
    }

    private static void overhead(ServiceProcess service) throws Exception {
        String document;
        try (HttpConnection connection = new HttpConnection(service.port(), ServiceProcess.KEY)) {
            document = connection.get(PRICE);
        }
        Ratios ratios = new Ratios(ROUNDS, WARM_UP);
        try (BareVertx bare = new BareVertx(document);
                Clients ofBare = new Clients(CLIENTS, bare.port(), "");
                Clients ofService = new Clients(CLIENTS, service.port(), ServiceProcess.KEY)) {
            for (int round = 0; round < ROUNDS + WARM_UP; round++) {
                long start = System.nanoTime();
                ofBare.each(READS_PER_ROUND, (connection, i) -> connection.get("/"));
                long answered = System.nanoTime();
                ofService.each(READS_PER_ROUND, (connection, i) -> connection.get(PRICE));
                ratios.add(answered - start, System.nanoTime() - answered);
            }
        }
        ratios.print("REST: reading a price, bare Vert.x + Jackson = 1", 0.70);
    }

    private static void post(HttpConnection connection, List<Submission> events) throws IOException {
        String answer = connection.post("/api/v1/events", "application/x-ndjson", lines(events));
        int accepted = answer.split("\"matched\":5", -1).length - 1;
        if (accepted != events.size()) {
            throw new IllegalStateException("not accepted on five meters: " + answer);
        }
    }

    private static byte[] lines(List<Submission> events) {
        StringBuilder lines = new StringBuilder();
        for (Submission event : events) {
            lines.append("{\"specversion\":\"1.0\",\"id\":\"")
                    .append(event.key().id());
            lines.append("\",\"source\":\"").append(event.key().source());
            lines.append("\",\"type\":\"").append(event.type());
            lines.append("\",\"subject\":\"").append(event.subject());
            lines.append("\",\"time\":\"").append(event.time());
            lines.append("\",\"data\":").append(PlainTable.json(event)).append("}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
