package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
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
import org.junit.jupiter.api.Test;

/** Clients that begin and do not go on hold nobody up and get an answer. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class SlowClientsTest {

    private static final int CLIENTS = 60;

    private static final String EVENT =
            """
            {"specversion": "1.0", "id": "slow-%d", "source": "tests", "type": "shop.tokens", "subject": "slow",
             "time": "%s", "data": {"tokens": 1}}
            """;

    @Test
    void aBodyThatIsNeverCompletedIsAnswered408AndChangesNothing() throws IOException {
        Shop.open();
        Accounts.open("slow");
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(begin(i));
        }

        Api.asAdministrator().get("/accounts/slow").then().statusCode(200);
        for (Socket client : clients) {
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 408 ")
                    .contains("application/problem+json")
                    .contains("urn:countinghouse:problem:timeout")
                    .contains("the body was not complete after 3 s");
            client.close();
        }
        assertThat(StoredUsage.events("slow")).isZero();
        Api.asAdministrator().get("/accounts/slow").then().statusCode(200);
    }

    @Test
    void aCallMayTakeLongerThanItsBody() throws Exception {
        Shop.open();
        Accounts.open("patient");
        ExecutorService clients = Executors.newFixedThreadPool(3);
        try (Connection connection = Tampering.connect();
                Statement session = connection.createStatement()) {
            connection.setAutoCommit(false);
            session.execute("lock table account in access exclusive mode");
            List<Future<Integer>> calls = List.of(
                    clients.submit(
                            () -> Api.asAdministrator().get("/accounts/patient").statusCode()),
                    clients.submit(() -> Api.asAdministrator()
                            .delete("/accounts/patient/alert-thresholds")
                            .statusCode()),
                    clients.submit(() -> Accounts.request("patient").statusCode()));
            while (waiting(session) < calls.size()) {
                Thread.onSpinWait();
            }
            // who begins a body behind them is told that it has taken too long
            try (Socket later = begin(0)) {
                assertThat(new String(later.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 408 ");
            }
            connection.rollback();
            assertThat(List.of(
                            calls.get(0).get(), calls.get(1).get(), calls.get(2).get()))
                    .containsExactly(200, 200, 201);
        } finally {
            clients.shutdown();
        }
    }

    private static int waiting(Statement session) throws SQLException {
        try (ResultSet rows = session.executeQuery(
                "select count(*) from pg_locks where relation = 'account'::regclass and not granted")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    /** A whole event, and the beginning of a line that never comes. */
    private static Socket begin(int number) throws IOException {
        Socket client = new Socket("localhost", RestAssured.port);
        OutputStream request = client.getOutputStream();
        request.write(("POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/x-ndjson\r\nAuthorization: Bearer " + ServiceDatabase.ADMIN_KEY
                        + "\r\nContent-Length: 5000\r\n\r\n"
                        + EVENT.formatted(number, Customers.daysAgo(1)).replace("\n", " ") + "\n{\"id\": ")
                .getBytes(StandardCharsets.UTF_8));
        request.flush();
        return client;
    }
}
