package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.ports.driven.Race;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** C11 and C14 over HTTP, with the stand-in on the database of the service. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(Prepaid.Service.class)
class InfrastructureResourceTest {

    private static final String BOXED =
            "{\"meter\": \"session_seconds\", \"attributes\": {\"size\": \"gpu\"}, \"sandbox\": \"python\"}";

    private String account = "";

    @BeforeEach
    void open() {
        Prepaid.open();
        account = "infra-" + UUID.randomUUID();
    }

    private String order(String id, String plan, String of) {
        return """
                {"id": "%s", "plan": "%s", "subscription": "%s",
                 "customer": {"id": "%s", "name": "Ada", "timeZone": "UTC", "currency": "USD"}}
                """
                .formatted(id, plan, UUID.nameUUIDFromBytes(account.getBytes(StandardCharsets.UTF_8)), of);
    }

    private String path() {
        return "/accounts/" + account + "/infrastructure";
    }

    private ValidatableResponse provision(String id) {
        return Api.asAdministrator()
                .body(order(id, "free", account))
                .put(path())
                .then();
    }

    private ValidatableResponse read() {
        return Api.asAdministrator().get(path()).then().statusCode(200);
    }

    private void behaves(String kind, String behaviour) {
        Api.asAdministrator()
                .body("{\"behaviour\": \"" + behaviour + "\"}")
                .put("/infrastructure-stand-in/" + account + "/" + kind)
                .then()
                .statusCode(204);
    }

    private List<String> existing() {
        return Api.asAdministrator()
                .get("/infrastructure-stand-in/" + account)
                .then()
                .statusCode(200)
                .extract()
                .path("items.kind");
    }

    private void isOpened(boolean opened) {
        Api.asAdministrator().get("/accounts/" + account).then().statusCode(opened ? 200 : 404);
    }

    private ValidatableResponse start() {
        return Api.asAdministrator()
                .body(BOXED)
                .put("/accounts/" + account + "/sessions/s")
                .then();
    }

    @Test
    void anAccountIsOpenedWithItsInfrastructureOnceAndWelcomed() {
        Api.asAdministrator().get(path()).then().statusCode(404);
        provision("first")
                .statusCode(201)
                .body("id", equalTo("first"))
                .body("state", equalTo("ready"))
                .body("reason", nullValue())
                .body("resources.kind", equalTo(List.of("service_account", "identity", "storage")))
                .body("resources[2].reference", notNullValue());
        provision("first").statusCode(200).body("state", equalTo("ready"));
        Api.asAdministrator()
                .body(order("first", "pro", account))
                .put(path())
                .then()
                .statusCode(409)
                .contentType("application/problem+json");
        provision("second").statusCode(409).body("detail", containsString("'first'"));

        isOpened(true);
        assertThat(existing()).containsExactlyInAnyOrder("service_account", "identity", "storage");
        assertThat(Prepaid.available(account)).isEqualByComparingTo("5");
        String key = Keys.of("infra-other", KeyScope.ADMIN);
        Api.with(key).get(path()).then().statusCode(403);
        Api.with(key).delete(path()).then().statusCode(403);
        Api.with(key).get("/infrastructure-stand-in/" + account).then().statusCode(403);
    }

    @Test
    void whatIsRefusedLeavesNothingAndAnotherAttemptMaySucceed() {
        behaves("storage", "refuses");
        behaves("identity", "fails_to_delete_twice");
        provision("first").statusCode(201).body("state", equalTo("compensating"));
        isOpened(false);
        provision("first").body("state", equalTo("compensating"));
        provision("first")
                .statusCode(200)
                .body("state", equalTo("undone"))
                .body("reason", containsString("storage"))
                .body("resources.state", equalTo(List.of("deleted", "deleted", "refused")));
        assertThat(existing()).isEmpty();
        isOpened(false);

        behaves("storage", "works");
        provision("second").statusCode(201).body("state", equalTo("ready"));
        isOpened(true);
    }

    @Test
    void whatTheProviderDoesNotAnswerGoesOnAndIsRemovedInTheEnd() {
        behaves("identity", "times_out_after_creating");
        provision("first")
                .statusCode(201)
                .body("state", equalTo("creating"))
                .body("resources.state", equalTo(List.of("created", "asked", "waiting")));
        provision("first").statusCode(200).body("state", equalTo("ready"));
        Api.asAdministrator().delete(path()).then().statusCode(200).body("state", equalTo("removed"));
        Api.asAdministrator().delete(path()).then().statusCode(200).body("state", equalTo("removed"));
        read().body("state", equalTo("removed"));
        assertThat(existing()).isEmpty();
        isOpened(true);
    }

    @Test
    void ofManyAtOnceThereIsOne() {
        assertThat(Race.of(8, thread -> provision("first").extract().<String>path("state")))
                .containsOnly("ready");
        assertThat(existing()).hasSize(3);
        assertThat(Prepaid.available(account)).isEqualByComparingTo("5");
    }

    @Test
    void whatIsWrongIsNamed() {
        provision("a/b").statusCode(400).body("errors[0].field", equalTo("id"));
        Api.asAdministrator()
                .body(order("first", "free", "other"))
                .put(path())
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("customer.id"));
        Api.asAdministrator()
                .body(order("first", "none", account))
                .put(path())
                .then()
                .statusCode(404)
                .body("detail", containsString("none"));
        Api.asAdministrator().body("{\"id\": \"first\"}").put(path()).then().statusCode(400);
        Api.asAdministrator().delete(path()).then().statusCode(404);
        Api.asAdministrator()
                .body("{\"behaviour\": \"odd\"}")
                .put("/infrastructure-stand-in/" + account + "/storage")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("behaviour"));
        Api.asAdministrator()
                .body("{\"behaviour\": \"down\"}")
                .put("/infrastructure-stand-in/" + account + "/moon")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("kind"));
        assertThat(existing()).isEmpty();
    }

    @Test
    void aSessionRunsInItsSandboxAndLosesItWithItsEnd() {
        account = Prepaid.account("free");
        behaves("sandbox", "times_out_before_creating");
        start().statusCode(201).body("state", equalTo("starting")).body("sandbox", equalTo("python"));
        Prepaid.pass(Duration.ofMinutes(1));
        start().statusCode(200).body("state", equalTo("running"));
        assertThat(existing()).containsExactly("sandbox");
        Api.asAdministrator()
                .get("/accounts/" + account + "/sessions/s/sandbox")
                .then()
                .statusCode(200)
                .body("state", equalTo("ready"))
                .body("resources[0].reference", notNullValue());

        Prepaid.pass(Duration.ofSeconds(36));
        Prepaid.post(account, "s", "stop")
                .statusCode(200)
                .body("end.seconds", equalTo(36))
                .body("end.cost.amount", equalTo("0.0025"));
        assertThat(existing()).isEmpty();
    }

    @Test
    void aSessionWithoutItsSandboxCostsNothing() {
        account = Prepaid.account("free");
        behaves("sandbox", "refuses");
        start().statusCode(201).body("state", equalTo("ended")).body("end.reason", equalTo("canceled"));
        assertThat(Prepaid.available(account)).isEqualByComparingTo("5");
        Api.asAdministrator()
                .get("/accounts/" + account + "/sessions/s/sandbox")
                .then()
                .body("state", equalTo("undone"));
        Prepaid.start(account, "plain", "{\"size\": \"gpu\"}").statusCode(201).body("sandbox", nullValue());
        Api.asAdministrator()
                .get("/accounts/" + account + "/sessions/plain/sandbox")
                .then()
                .statusCode(404);
        Api.asAdministrator()
                .body(BOXED.replace("python", "a b"))
                .put("/accounts/" + account + "/sessions/t")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("sandbox"));
    }

    @Test
    void aLostSessionLosesItsSandboxByTheJobs() {
        account = Prepaid.account("free");
        start().statusCode(201).body("state", equalTo("running"));
        Prepaid.pass(Prepaid.PATIENCE.plusMinutes(1));
        Prepaid.run("end-sessions");
        Prepaid.run("resume-provisions");

        Api.asAdministrator().get("/accounts/" + account + "/sessions/s").then().body("end.reason", equalTo("lost"));
        assertThat(existing()).isEmpty();
    }
}
