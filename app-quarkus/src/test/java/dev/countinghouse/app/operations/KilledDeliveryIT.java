package dev.countinghouse.app.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.hamcrest.Matchers.lessThan;

import com.standardwebhooks.Webhook;
import dev.countinghouse.adapter.postgres.crash.Victim;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.app.DirectoryDatabase;
import dev.countinghouse.app.notification.Receiver;
import dev.countinghouse.app.notification.Receiver.Reaction;
import dev.countinghouse.billing.domain.Seeded;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shipped service, killed again and again while it tells a receiver that does everything wrong what has happened. */
class KilledDeliveryIT extends Seeded {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int ACCOUNTS = 12;

    /** A subscription that starts, and its first invoice. */
    private static final int MESSAGES = 2 * ACCOUNTS;

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Receiver receiver = new Receiver();

    @BeforeAll
    static void migrate() {
        DirectoryDatabase.migrate(DATABASE);
    }

    private static Victim start() {
        return Victim.start(ShippedService.command(
                DATABASE,
                "countinghouse.encryption-key=" + "ab".repeat(32),
                "countinghouse.webhooks.allow-http=true",
                "countinghouse.webhooks.allowed-networks=127.0.0.0/8",
                "countinghouse.webhooks.timeout=PT0.5S",
                "countinghouse.jobs.polling-interval=PT0.2S"));
    }

    @Test
    void eachMessageHasOneEffectHoweverOftenTheServiceIsKilled() throws Exception {
        Victim service = start();
        try (receiver) {
            receiver.reacting(request -> anything());
            Webhook secret = new Webhook(prepare(service));
            for (int kill = 1; kill <= 3; kill++) {
                int seen = receiver.requests().size();
                await("requests", () -> receiver.requests().size() > seen + 3);
                service.kill();
                waitsAreOver();
                itsJobsAreFree();
                service = start();
            }
            receiver.reacting(request -> Reaction.answer(200));
            await("effects", () -> receiver.effects().size() == MESSAGES);
            service.kill();

            assertThat(receiver.effects().values()).containsOnly(1);
            assertThat(receiver.repetitions())
                    .as("repetitions that had no effect")
                    .isNotNegative();
            assertThat(receiver.requests())
                    .allSatisfy(request -> assertThatCode(() -> secret.verify(request.body(), headers(request)))
                            .doesNotThrowAnyException());
        } finally {
            // one that outlives its test keeps the build waiting
            service.kill();
        }
    }

    private Reaction anything() {
        return switch (random.nextInt(6)) {
            case 0 -> Reaction.answer(500);
            case 1 -> Reaction.drop();
            case 2 -> Reaction.takeAndDrop();
            case 3 -> Reaction.takeAndAnswerLate();
            case 4 -> Reaction.hang();
            default -> Reaction.answer(200);
        };
    }

    /** Somebody who wants to be told, and what there is to tell. Returns the secret. */
    private String prepare(Victim service) {
        call(
                service,
                "application/yaml",
                "/catalogues",
                """
                catalogue: 1
                currency: USD
                plans:
                  basic: {every: month, charges: {base: {name: Basic, fee: 10.00}}}
                """);
        JsonPath opened = call(
                service,
                "/endpoints",
                "{\"channel\": \"webhook\", \"target\": \"" + receiver.url()
                        + "\", \"types\": [\"subscription.*\", \"invoice.issued\"]}");
        for (int i = 0; i < ACCOUNTS; i++) {
            String account = "told-" + i;
            call(
                    service,
                    "/accounts",
                    "{\"id\": \"" + account + "\", \"name\": \"" + account
                            + "\", \"timeZone\": \"UTC\", \"currency\": \"USD\"}");
            call(
                    service,
                    "/subscriptions",
                    "{\"id\": \"" + account + "\", \"account\": \"" + account + "\", \"plan\": \"basic\"}");
        }
        return opened.get("secret");
    }

    private static JsonPath call(Victim service, String path, String body) {
        return call(service, ContentType.JSON.toString(), path, body);
    }

    private static JsonPath call(Victim service, String type, String path, String body) {
        return RestAssured.given()
                .baseUri(service.address().toString())
                .basePath("/api/v1")
                .header("Authorization", "Bearer " + ShippedService.KEY)
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then()
                .statusCode(lessThan(300))
                .extract()
                .jsonPath();
    }

    /** As if as much time had passed as claims and retries wait for. */
    private static void waitsAreOver() {
        DATABASE.administer(
                "update outbox_queue set rests_until = null where rests_until is not null",
                "update delivery set due_at = now() where state = 'waiting'");
    }

    /** As if as much time had passed as it takes to notice that a process is dead. */
    private static void itsJobsAreFree() {
        DATABASE.administer("update scheduled_tasks set picked = false, picked_by = null, execution_time = now()");
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant latest = Instant.now().plus(LONGEST);
        for (int look = 1; !condition.getAsBoolean(); look++) {
            assertThat(Instant.now()).as("no more " + what).isBefore(latest);
            if (look % 50 == 0) {
                waitsAreOver();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static HttpHeaders headers(Receiver.Request request) {
        Map<String, List<String>> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
