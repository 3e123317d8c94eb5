package dev.countinghouse.app.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.countinghouse.adapter.postgres.crash.Victim;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.app.DirectoryDatabase;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Four processes of sixteen threads each want the credits of one account, over HTTP, of two replicas of the service. */
class HoldingClientsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String CREDITS = "/api/v1/accounts/acme/credits";
    private static final int PROCESSES = 4;
    private static final int WISHES = 8;
    private static final int CREDITS_FOR = 300;

    /** One that waits for a word to begin. */
    private record Client(Process process, BufferedReader output) {

        static Client start(Victim service, String name) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HoldingClient.class.getName(),
                            service.address() + CREDITS + "/holds",
                            name,
                            Integer.toString(WISHES))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            assertThat(output.readLine()).isEqualTo("ready");
            return new Client(process, output);
        }

        void begin() throws IOException {
            try (OutputStream input = process.getOutputStream()) {
                input.write('\n');
            }
        }

        int admitted() throws IOException, InterruptedException {
            String said = output.readLine();
            assertThat(process.waitFor()).as(said).isZero();
            return Integer.parseInt(said);
        }
    }

    @Test
    void exactlyAsManyAreAdmittedAsThereAreCreditsFor() throws Exception {
        DirectoryDatabase.migrate(DATABASE);
        Victim one = Victim.start(ShippedService.command(DATABASE));
        Victim other = Victim.start(ShippedService.command(DATABASE));
        try {
            grant(one);
            assertThat(admitted(one, other))
                    .isEqualTo(CREDITS_FOR)
                    .isLessThan(PROCESSES * HoldingClient.THREADS * WISHES);
            to(one).get(CREDITS)
                    .then()
                    .statusCode(200)
                    .body("items[0].available", is("0"))
                    .body("items[0].held", is(Integer.toString(CREDITS_FOR)));
            to(one).get(CREDITS + "/ledger/verification")
                    .then()
                    .statusCode(200)
                    .body("inOrder", is(true))
                    .body("head.entries", is(CREDITS_FOR + 1));
        } finally {
            one.kill();
            other.kill();
        }
    }

    private static int admitted(Victim one, Victim other) throws IOException, InterruptedException {
        List<Client> clients = new ArrayList<>();
        for (int process = 0; process < PROCESSES; process++) {
            clients.add(Client.start(process % 2 == 0 ? one : other, "p" + process));
        }
        for (Client client : clients) {
            client.begin();
        }
        int admitted = 0;
        for (Client client : clients) {
            admitted += client.admitted();
        }
        return admitted;
    }

    private static void grant(Victim service) {
        to(service)
                .body("{\"id\": \"acme\", \"name\": \"Acme\", \"timeZone\": \"UTC\", \"currency\": \"USD\"}")
                .post("/api/v1/accounts")
                .then()
                .statusCode(201);
        to(service)
                .body("{\"pool\": \"promotional\", \"amount\": \"" + CREDITS_FOR + "\", \"unit\": \"USD\"}")
                .put(CREDITS + "/grants/gift")
                .then()
                .statusCode(201);
    }

    private static RequestSpecification to(Victim service) {
        return RestAssured.given()
                .baseUri(service.address().toString())
                .header("Authorization", "Bearer " + ShippedService.KEY)
                .contentType("application/json");
    }
}
