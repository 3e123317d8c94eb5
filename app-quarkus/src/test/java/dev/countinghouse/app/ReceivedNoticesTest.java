package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arrives where the payment provider sends to: kept and answered as taken, or refused, or to be sent again. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(Prepaid.Service.class)
class ReceivedNoticesTest {

    /** What could be made of a header by mistake or on purpose, as far as HTTP lets it through. */
    private static final Map<String, UnaryOperator<String>> MISTAKES = new LinkedHashMap<>();

    static {
        MISTAKES.put("empty", value -> "");
        MISTAKES.put("a word", value -> "abc");
        MISTAKES.put("a number", value -> "12");
        MISTAKES.put("negative", value -> "-1");
        MISTAKES.put("too large", value -> "9".repeat(30));
        MISTAKES.put("a comma", value -> ",");
        MISTAKES.put("a version alone", value -> "v1,");
        MISTAKES.put("a name alone", value -> "t");
        MISTAKES.put("a name without value", value -> "t=");
        MISTAKES.put("of another provider", value -> "t=abc,v1=abc");
        MISTAKES.put("not base64", value -> "v1,%%%%");
        MISTAKES.put("first half", value -> value.substring(0, value.length() / 2));
        MISTAKES.put("led by a zero", value -> "0" + value);
        MISTAKES.put("twice", value -> value + "," + value);
        MISTAKES.put("long", value -> "a".repeat(5_000));
    }

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @ConfigProperty(name = "countinghouse.database.url")
    String databaseUrl;

    @ConfigProperty(name = "countinghouse.database.owner.user")
    String owner;

    @ConfigProperty(name = "countinghouse.database.owner.password")
    String password;

    private final String id = "evt_" + UUID.randomUUID();
    private String body = "";
    private long second;

    @BeforeEach
    void write() {
        Prepaid.open();
        second = Prepaid.now().getEpochSecond();
        body = NoticeCalls.body(
                "meter.updated", Prepaid.now().toString(), "{\"meter\":\"m" + NUMBERS.incrementAndGet() + "\"}");
    }

    @Test
    void everyDoorLeadsToTheSameInbox() {
        for (String door : NoticeCalls.DOORS) {
            NoticeCalls.post(door, NoticeCalls.signed(id, second, body), body)
                    .then()
                    .statusCode(204);
        }
        NoticeCalls.post("/webhooks/payments", NoticeCalls.signed(id + "-2", second, body), body)
                .then()
                .statusCode(204);

        assertKept(id, "waiting");
        assertKept(id + "-2", "waiting");
        Prepaid.run("work-off-notices");
        assertKept(id, "ignored");
    }

    @Test
    void malformedHeadersOfEveryKindAre400AndNothingIsKept() {
        for (String door : NoticeCalls.DOORS) {
            Map<String, String> right = NoticeCalls.signed(id, second, body);
            refused(door, "no headers", Map.of(), body);
            for (String name : right.keySet()) {
                MISTAKES.forEach((mistake, making) -> {
                    Map<String, String> wrong = new LinkedHashMap<>(right);
                    wrong.computeIfPresent(name, (same, value) -> making.apply(value));
                    refused(door, name + " is " + mistake, wrong, body);
                });
                Map<String, String> without = new LinkedHashMap<>(right);
                without.remove(name);
                refused(door, name + " is missing", without, body);
            }
        }
        assertNotKept(id);
    }

    @Test
    void whatIsNotWhatWasSignedOrNotNowIs400() {
        Map<String, String> right = NoticeCalls.signed(id, second, body);
        for (String door : NoticeCalls.DOORS) {
            refused(door, "another body", right, body + " ");
            refused(door, "no body", right, "");
            refused(door, "late", NoticeCalls.signed(id, second - 301, body), body);
            refused(door, "early", NoticeCalls.signed(id, second + 301, body), body);
            for (String text : new String[] {"", "text", "{", "[]", "null", "{}", "{\"type\":\"meter.updated\"}"}) {
                refused(door, "signed " + text, NoticeCalls.signed(id, second, text), text);
            }
            Api.anonymous().body("x".repeat(300_000)).post(door).then().statusCode(413);
        }
        assertNotKept(id);
    }

    @Test
    void anIdempotencyKeyOrOneOfOursChangesNothing() {
        Map<String, String> headers = NoticeCalls.signed(id, second, body);
        headers.put("Idempotency-Key", "mine");
        for (String door : NoticeCalls.DOORS) {
            NoticeCalls.post(door, headers, body).then().statusCode(204);
            NoticeCalls.post(door, Map.of("Idempotency-Key", "mine"), body)
                    .then()
                    .statusCode(400);
        }
        assertKept(id, "waiting");
    }

    @Test
    void whatCannotBeKeptIs503AndTakenWhenItComesAgain() throws SQLException {
        Map<String, String> headers = NoticeCalls.signed(id, second, body);
        administer("alter table provider_notice rename to provider_notice_lost");
        try {
            for (String door : NoticeCalls.DOORS) {
                assertThat(NoticeCalls.post(door, headers, body).statusCode()).isBetween(500, 599);
            }
        } finally {
            administer("alter table provider_notice_lost rename to provider_notice");
        }
        assertNotKept(id);
        NoticeCalls.post("/billing/webhook", headers, body).then().statusCode(204);
        assertKept(id, "waiting");
    }

    @Test
    void whatIsNotClearIsTakenAndDead() {
        String unclear = NoticeCalls.body("payment.succeeded", Prepaid.now().toString(), "{\"object\":{}}");
        NoticeCalls.post("/billing/webhook", NoticeCalls.signed(id, second, unclear), unclear)
                .then()
                .statusCode(204);

        Prepaid.run("work-off-notices");
        assertKept(id, "dead");
        String metrics = RestAssured.given()
                .basePath("/")
                .header("Authorization", "Bearer " + ServiceDatabase.ADMIN_KEY)
                .get("/q/metrics")
                .asString();
        assertThat(metrics).containsPattern("countinghouse_notices_received_total\\{outcome=\"unclear\"} [1-9]");
    }

    private static void refused(String door, String what, Map<String, String> headers, String text) {
        assertThat(NoticeCalls.post(door, headers, text).statusCode())
                .as("%s, %s", door, what)
                .isEqualTo(400);
    }

    private static void assertKept(String notice, String state) {
        Api.asAdministrator()
                .get("/provider-notices/" + notice)
                .then()
                .statusCode(200)
                .body("state", equalTo(state));
    }

    private static void assertNotKept(String notice) {
        Api.asAdministrator().get("/provider-notices/" + notice).then().statusCode(404);
    }

    private void administer(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(databaseUrl, owner, password)) {
            connection.createStatement().execute(statement);
        }
    }
}
