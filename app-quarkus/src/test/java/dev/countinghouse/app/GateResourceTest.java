package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.ports.driven.Race;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class GateResourceTest {

    private static final String CALL = "\"meter\": \"shop_calls\"";
    private static final String MODEL = "\"model\": {\"provider\": \"openai\", \"model\": \"gpt-4o\","
            + " \"inputTokens\": 100, \"mostOutputTokens\": %d}";

    @Test
    void aCallComesAsAnEventAsUnitsOfAMeterOrAsACallOfAModel() {
        GateCalls calls = GateCalls.open();
        calls.consume("event", GateCalls.tokens(30))
                .statusCode(200)
                .header("RateLimit-Policy", "\"meter/shop_tokens\";q=100")
                .header("RateLimit", matchesPattern("\"meter/shop_tokens\";r=70;t=[0-9]+"))
                .body("verdict", is("within"))
                .body("limits.name", contains("meter/shop_tokens"))
                .body("limits[0].kind", is("allowance"))
                .body("limits[0].limit", is("100"))
                .body("limits[0].used", is("0"))
                .body("limits[0].wanted", is("30"))
                .body("limits[0].remaining", is("70"))
                .body("upgrades", contains("shop_gate_more"))
                .body("reservation.state", is("captured"))
                .body("reservation.used.tokens", is(30));
        calls.consume("meter", CALL + ", \"dimensions\": {\"user\": \"ann\"}")
                .statusCode(200)
                .body("limits[0].remaining", is("9"))
                .body("reservation.type", is("shop.call"))
                .body("reservation.used.user", is("ann"));
        calls.reserve("model", MODEL.formatted(400))
                .statusCode(200)
                .body("limits[0].name", is("meter/shop_output"))
                .body("limits[0].remaining", is("600"))
                .body("reservation.state", is("open"));
        calls.capture(
                        "model",
                        "{\"response\": {\"provider\": \"openai\", \"body\": {\"model\": \"gpt-4o\","
                                + " \"usage\": {\"prompt_tokens\": 90, \"completion_tokens\": 120}}}}")
                .statusCode(200)
                .body("state", is("captured"))
                .body("late", is(false))
                .body("used.'usage.output_tokens'", is(120))
                .body("used.'usage.input_tokens'", is(90))
                .body("used.api_key", notNullValue());

        calls.check(MODEL.formatted(880))
                .statusCode(200)
                .body("limits[0].used", is("120"))
                .body("reservation", nullValue());
        calls.check(MODEL.formatted(881)).statusCode(402);
        calls.check(CALL).statusCode(200).body("limits[0].used", is("1"));
    }

    @Test
    void aRefusalSaysWhyWhatIsLeftWhenItComesBackAndWhatWouldHelp() {
        GateCalls calls = GateCalls.open();
        calls.consume("most", GateCalls.tokens(90)).statusCode(200);
        calls.consume("more", GateCalls.tokens(11))
                .statusCode(402)
                .contentType("application/problem+json")
                .header("RateLimit", matchesPattern("\"meter/shop_tokens\";r=10;t=[0-9]+"))
                .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .body("type", is("urn:countinghouse:problem:quota-exceeded"))
                .body("status", is(402))
                .body("reason", is("hard_cap"))
                .body("detail", containsString("90 of 100 of meter/shop_tokens"))
                .body("limits[0].verdict", is("refused"))
                .body("limits[0].used", is("90"))
                .body("limits[0].wanted", is("11"))
                .body("limits[0].remaining", is("10"))
                .body("limits[0].resetsAt", notNullValue())
                .body("retryAt", notNullValue())
                .body("upgrades", contains("shop_gate_more"))
                .body("remedy", is("POST /api/v1/subscriptions/{id}/changes"))
                .body("more", nullValue());
        calls.get("/reservations/more").statusCode(404);
        calls.consume("rest", GateCalls.tokens(10)).statusCode(200);

        calls.upgrade();
        calls.consume("more", GateCalls.tokens(11)).statusCode(200);
    }

    @Test
    void whatThePlanHasNotIsAnotherProblem() {
        GateCalls calls = GateCalls.open();
        calls.consume("a", "\"meter\": \"agent_executions\"")
                .statusCode(402)
                .body("type", is("urn:countinghouse:problem:not-in-plan"))
                .body("reason", is("not_included"));
        calls.consume("b", CALL + ", \"features\": {\"models\": \"gpt-4o\"}")
                .statusCode(402)
                .body("reason", is("not_entitled"));
        calls.consume("b", CALL + ", \"features\": {\"models\": \"gpt-4o-mini\"}")
                .statusCode(200);
        GateCalls.stranger()
                .consume("c", CALL)
                .statusCode(402)
                .body("reason", is("no_active_subscription"))
                .body("limits", empty())
                .body("remedy", is("POST /api/v1/subscriptions"));
    }

    @Test
    void theSameCallIsAdmittedOnceAndAnotherUnderItsIdIsAConflict() {
        GateCalls calls = GateCalls.open();
        for (int time = 0; time < 3; time++) {
            calls.consume("c", GateCalls.tokens(60)).statusCode(200).body("reservation.state", is("captured"));
            calls.reserve("r", GateCalls.tokens(20)).statusCode(200).body("reservation.state", is("open"));
        }
        calls.check(GateCalls.tokens(20)).statusCode(200).body("limits[0].used", is("80"));
        calls.consume("c", GateCalls.tokens(61)).statusCode(409).body("detail", containsString("'c'"));
        calls.post("/reservations/r/release", "{}").statusCode(200).body("state", is("released"));
        calls.post("/reservations/r/release", "{}").statusCode(200);
        calls.capture("r", "{\"data\": {\"tokens\": 1}}").statusCode(409);
        calls.reserve("r", GateCalls.tokens(20)).statusCode(409);
        calls.check(GateCalls.tokens(40)).statusCode(200);
    }

    @Test
    void whatWasUsedIsRecordedHoweverMuchAndHoweverLate() {
        GateCalls calls = GateCalls.open();
        calls.reserve("r", "\"type\": \"shop.tokens\", \"data\": {\"tokens\": 50, \"project\": \"search\"}")
                .statusCode(200);
        for (int time = 0; time < 2; time++) {
            calls.capture("r", "{\"data\": {\"tokens\": 170}}")
                    .statusCode(200)
                    .body("used.tokens", is(170))
                    .body("used.project", is("search"))
                    .body("late", is(false));
        }
        calls.capture("r", "{\"data\": {\"tokens\": 171}}").statusCode(409);
        calls.check(GateCalls.tokens(0)).statusCode(402).body("limits[0].used", is("170"));

        // its time is over before the next call arrives
        calls.reserve("late", CALL + ", \"lasts\": \"PT0.001S\"").statusCode(200);
        calls.get("/reservations/late").body("state", is("expired"));
        calls.capture("late", "{}").statusCode(200).body("late", is(true)).body("state", is("captured"));

        calls.capture("lost", "{\"data\": {\"tokens\": 5}}").statusCode(404).body("detail", containsString("'type'"));
        calls.capture("lost", "{\"type\": \"shop.tokens\", \"data\": {\"tokens\": 5}}")
                .statusCode(200)
                .body("late", is(true));
        calls.capture("lost-call", "{\"meter\": \"shop_calls\"}")
                .statusCode(200)
                .body("late", is(true));
        calls.check(CALL).body("limits[0].used", is("2"));
    }

    @Test
    void openReservationsAreListedInPages() {
        GateCalls calls = GateCalls.open();
        for (String id : List.of("b", "a", "c")) {
            calls.reserve(id, CALL).statusCode(200);
        }
        calls.consume("done", CALL).statusCode(200);
        JsonPath first =
                calls.get("/reservations?limit=2").statusCode(200).extract().jsonPath();
        assertThat(first.getList("items.id")).isEqualTo(List.of("a", "b"));
        calls.get("/reservations?limit=2&cursor=" + first.getString("nextCursor"))
                .body("items.id", contains("c"))
                .body("nextCursor", nullValue());
        calls.get("/reservations/a").body("data.api_key", notNullValue()).body("used", nullValue());
        calls.get("/reservations?cursor=x").statusCode(400);
    }

    @Test
    void aKeyOfAProjectCallsForIt() {
        GateCalls calls = GateCalls.open();
        String project = Keys.ofProject(calls.account, "search");
        String path = "/accounts/" + calls.account + "/calls/consume";
        Api.with(project)
                .body("{\"id\": \"p\", " + GateCalls.tokens(1) + "}")
                .post(path)
                .then()
                .statusCode(200)
                .body("reservation.used.project", is("search"));
        for (String wrong : List.of(
                "\"type\": \"shop.tokens\", \"data\": {\"tokens\": 1, \"project\": \"other\"}",
                CALL + ", \"dimensions\": {\"project\": \"other\"}")) {
            Api.with(project)
                    .body("{\"id\": \"q\", " + wrong + "}")
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", containsString(".project"));
        }
        Api.asAdministrator()
                .body("{\"id\": \"all\", " + CALL + "}")
                .post(path)
                .then()
                .statusCode(200)
                .body("reservation.used.api_key", nullValue());
    }

    @Test
    void ofManyAtOnceExactlySoManyAreAdmittedAsThereAre() {
        GateCalls calls = GateCalls.open();
        List<Integer> statuses = Race.of(
                64,
                thread -> (thread % 2 == 0 ? calls.consume("c-" + thread, CALL) : calls.reserve("r-" + thread, CALL))
                        .extract()
                        .statusCode());

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(10);
        assertThat(statuses).filteredOn(status -> status == 402).hasSize(54);
        calls.check(CALL).statusCode(402).body("limits[0].used", is("10"));
    }
}
