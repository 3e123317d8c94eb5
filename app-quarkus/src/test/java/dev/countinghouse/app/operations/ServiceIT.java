package dev.countinghouse.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.crash.KillScenario;
import dev.countinghouse.adapter.postgres.crash.Victim;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.app.DirectoryDatabase;
import dev.countinghouse.billing.domain.Seeded;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service as it is shipped, in a process of its own. */
class ServiceIT extends Seeded {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeAll
    static void migrate() {
        DirectoryDatabase.migrate(DATABASE);
    }

    @BeforeEach
    void setTheClock() {
        DATABASE.administer(
                "delete from test_clock", "insert into test_clock values (true, '" + KillScenario.NOW + "')");
    }

    @Test
    void killedUnderLoadItLosesNothingAndCountsNothingTwice() throws Exception {
        new KillScenario(DATABASE, ShippedService.command(DATABASE), "Bearer " + ShippedService.KEY, random.nextLong())
                .run(Integer.getInteger("kills", 3));
    }

    @Test
    void whenItStopsItIsNotReadyButFinishesWhatItHasBegun() throws IOException {
        Victim service = Victim.start(ShippedService.command(DATABASE, "quarkus.shutdown.delay=5s"));
        try (Socket call = new Socket("localhost", service.address().getPort())) {
            OutputStream request = call.getOutputStream();
            request.write(("POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/cloudevents-batch+json\r\n"
                            + "Authorization: Bearer " + ShippedService.KEY + "\r\nContent-Length: 2\r\n\r\n[")
                    .getBytes(StandardCharsets.US_ASCII));
            request.flush();
            assertThat(readiness(service.address())).isEqualTo(200);
            service.terminate();
            while (readiness(service.address()) == 200) {
                Thread.onSpinWait();
            }
            assertThat(readiness(service.address())).isEqualTo(503);
            request.write(']');
            request.flush();
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 200 OK");
            service.awaitEnd();
        } finally {
            service.kill();
        }
    }

    private static int readiness(URI address) {
        RequestSpecification plain = RestAssured.given().baseUri(address.toString());
        return plain.get("/q/health/ready").statusCode();
    }
}
