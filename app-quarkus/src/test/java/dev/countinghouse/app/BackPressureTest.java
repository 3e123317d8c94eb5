package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** While nothing can be stored, so much waits and no more. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class BackPressureTest {

    /** What everybody who stores usage holds in common; see RollupRegister. */
    private static final long USAGE_LOCK = 0x7573616765L;

    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @Inject
    MeterRegistry metrics;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final List<Future<Response>> answers = new ArrayList<>();

    @Test
    void whoeverFindsTheQueueFullIsToldWhenToComeBack() throws Exception {
        Accounts.open("pressed");
        Response refused;
        try (Connection connection = system.getConnection();
                Statement session = connection.createStatement()) {
            session.execute("select pg_advisory_lock(" + USAGE_LOCK + ")");
            try {
                sendInBackground(1, 1);
                sendInBackground(2, 1);
                while (waitingForTheLock(session) < 2) {
                    Thread.onSpinWait();
                }
                sendInBackground(3, 10_000);
                sendInBackground(4, 10_000);
                while (waitingEvents() < 20_000) {
                    Thread.yield();
                }
                refused = send(5, 1);
            } finally {
                session.execute("select pg_advisory_unlock(" + USAGE_LOCK + ")");
            }
        }

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
        assertThat(refused.<String>path("detail")).contains("try again");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        for (Future<Response> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
        assertThat(send(5, 1).statusCode()).isEqualTo(200);
        assertThat(StoredUsage.events("pressed")).isEqualTo(20_003);
        clients.shutdown();
    }

    private double waitingEvents() {
        return metrics.get("countinghouse.usage.waiting").gauge().value();
    }

    private static long waitingForTheLock(Statement session) throws SQLException {
        try (ResultSet rows = session.executeQuery(
                """
                select count(*)
                  from pg_locks
                 where locktype = 'advisory' and not granted
                   and database = (select oid from pg_database where datname = current_database())
                """)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void sendInBackground(int request, int events) {
        answers.add(clients.submit(() -> send(request, events)));
    }

    private static Response send(int request, int events) {
        String lines = IntStream.range(0, events)
                .mapToObj(i -> "{\"specversion\": \"1.0\", \"id\": \"" + request + "-" + i
                        + "\", \"source\": \"tests\", \"type\": \"nobody.counts\", \"subject\": \"pressed\"}")
                .collect(Collectors.joining("\n"));
        return Api.asAdministrator()
                .contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/events");
    }
}
