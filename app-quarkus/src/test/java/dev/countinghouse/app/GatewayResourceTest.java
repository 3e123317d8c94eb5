package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.countinghouse.billing.domain.access.KeyScope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Questions as gateways put them: nginx a GET without a body, Envoy the method and the path of the call behind its prefix. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class GatewayResourceTest {

    private static final String ENVOY = "/gateway/envoy";
    private static final String NGINX = "/gateway/nginx";

    private static Map<String, String> counting(String id, String meter, String quantity) {
        return new TreeMap<>(Map.of("x-request-id", id, "x-billing-meter", meter, "x-billing-quantity", quantity));
    }

    private static RequestSpecification asked(String key, Map<String, String> headers) {
        return RestAssured.given()
                .basePath("/api/v1")
                .header("Authorization", "Bearer " + key)
                .headers(headers);
    }

    private static ValidatableResponse nginx(GateCalls calls, Map<String, String> headers) {
        return asked(calls.key, headers).get(NGINX).then();
    }

    @Test
    void envoyAsksWithTheCallsOwnMethodAndPathAndPassesARefusalOn() {
        GateCalls calls = GateCalls.open();
        int asked = 0;
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD")) {
            Response answer = asked(calls.key, counting("e-" + asked++, "shop_calls", "1"))
                    .request(method, ENVOY + "/agents/run?x=1&path=%2Fa");
            assertThat(answer.statusCode()).as(method + " " + answer.asString()).isEqualTo(200);
            assertThat(answer.header("X-Billing-Reservation")).isEqualTo("e-" + (asked - 1));
            assertThat(answer.header("RateLimit")).contains("\"meter/shop_calls\";r=" + (10 - asked) + ";");
        }
        asked(calls.key, counting("e-7", "shop_calls", "1")).get(ENVOY).then().statusCode(200);
        for (String id : List.of("e-8", "e-9")) {
            asked(calls.key, counting(id, "shop_calls", "1"))
                    .post(ENVOY + "/")
                    .then()
                    .statusCode(200);
        }
        asked(calls.key, counting("e-10", "shop_calls", "1"))
                .post(ENVOY + "/agents/run")
                .then()
                .statusCode(402)
                .contentType("application/problem+json")
                .header("RateLimit", matchesPattern("\"meter/shop_calls\";r=0;t=[0-9]+"))
                .header("Retry-After", matchesPattern("[0-9]+"))
                .header("X-Billing-Reservation", nullValue())
                .body("reason", is("hard_cap"))
                .body("upgrades[0]", is("shop_gate_more"));
        asked("nobody", counting("e-11", "shop_calls", "1"))
                .post(ENVOY + "/x")
                .then()
                .statusCode(401);
    }

    @Test
    void nginxIsToldInStatusesThatItUnderstandsAndTheClientsAnswerInHeaders() {
        GateCalls calls = GateCalls.open();
        nginx(calls, counting("n1", "shop_tokens", "100"))
                .statusCode(200)
                .body(emptyOrNullString())
                .header("X-Billing-Reservation", "n1")
                .header("X-Billing-Status", nullValue());
        ValidatableResponse refused = nginx(calls, counting("n2", "shop_tokens", "1"))
                .statusCode(403)
                .header("X-Billing-Status", "402")
                .header("RateLimit", matchesPattern("\"meter/shop_tokens\";r=0;t=[0-9]+"))
                .header("Retry-After", matchesPattern("[0-9]+"));
        JsonPath problem = JsonPath.from(refused.extract().header("X-Billing-Problem"));
        assertThat(problem.getInt("status")).isEqualTo(402);
        assertThat(problem.getString("reason")).isEqualTo("hard_cap");
        assertThat(problem.getString("limits[0].name")).isEqualTo("meter/shop_tokens");

        asked("nobody", counting("n3", "shop_tokens", "1"))
                .get(NGINX)
                .then()
                .statusCode(401)
                .header("X-Billing-Status", "401")
                .header("WWW-Authenticate", "Bearer");
        asked(Keys.issueOf(calls.account, KeyScope.READ), counting("n3", "shop_tokens", "1"))
                .get(NGINX)
                .then()
                .statusCode(403)
                .header("X-Billing-Status", "403");
    }

    @Test
    void aProblemIsOneLineOfAsciiAndNeverTooLong() {
        GateCalls calls = GateCalls.open();
        for (int i = 0; i < 40; i++) {
            calls.limit(
                            "limit-with-a-long-name-" + i,
                            "\"meter\": \"shop_calls\", \"window\": \"day\", \"most\": \"1\", \"dimension\": \"user\"")
                    .statusCode(201);
        }
        Map<String, String> headers = counting("n1", "shop_calls", "1");
        headers.put("X-Billing-Dimension-User", "ann");
        nginx(calls, headers).statusCode(200);
        headers.put("x-request-id", "n2");
        Response refused = nginx(calls, headers).statusCode(403).extract().response();
        assertThat(refused.header("X-Billing-Problem")).hasSizeLessThan(3_000);
        assertThat(JsonPath.from(refused.header("X-Billing-Problem")).getString("reason"))
                .isEqualTo("limit_reached");
        assertThat(refused.header("RateLimit")).hasSizeLessThan(3_000).startsWith("\"limit/limit-with-a-long-name-");

        headers.put("X-Billing-Action", "t\u00f6ten");
        String line = nginx(calls, headers).statusCode(403).extract().header("X-Billing-Problem");
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(line)).isTrue();
        assertThat(line).doesNotContain("\n");
    }

    @Test
    void aReservationIsWhatTheBackendCaptures() {
        GateCalls calls = GateCalls.open();
        Map<String, String> headers = counting("r1", "shop_tokens", "60");
        headers.putAll(Map.of(
                "X-Billing-Action", "reserve",
                "X-Billing-Lasts", "PT5M",
                "X-Billing-Dimension-Model", "gpt-4o",
                "X-Billing-Feature-models", "gpt-4o-mini"));
        String id = nginx(calls, headers).statusCode(200).extract().header("X-Billing-Reservation");

        calls.get("/reservations/" + id).body("state", is("open")).body("features.models", is("gpt-4o-mini"));
        calls.capture(id, "{\"data\": {\"tokens\": 12}}")
                .statusCode(200)
                .body("used.tokens", is(12))
                .body("used.model", is("gpt-4o"));
        headers.put("X-Billing-Feature-models", "gpt-4o");
        headers.put("x-request-id", "r2");
        nginx(calls, headers).statusCode(403).header("X-Billing-Status", "402");
        headers.put("X-Billing-Action", "check");
        headers.remove("X-Billing-Lasts");
        headers.remove("X-Billing-Feature-models");
        nginx(calls, headers).statusCode(200).header("X-Billing-Reservation", nullValue());
    }

    @Test
    void whoCallsIsTheKeysAccountOrTheOneThatTheGatewayNames() {
        GateCalls calls = GateCalls.open();
        String gateways = Keys.issueForAll(KeyScope.WRITE).credential().text();
        Map<String, String> headers = counting("g1", "shop_calls", "1");
        asked(gateways, headers).get(ENVOY).then().statusCode(400).body("errors[0].field", is("X-Billing-Account"));
        headers.put("X-Billing-Account", calls.account);
        asked(gateways, headers).get(ENVOY).then().statusCode(200);
        headers.put("x-request-id", "g2");
        asked(calls.key, headers).get(ENVOY).then().statusCode(200);
        asked(GateCalls.open().key, headers).get(ENVOY).then().statusCode(403);
        calls.get("/reservations/g1").body("used.api_key", nullValue());
        calls.get("/reservations/g2").body("used.api_key", startsWith("01"));
        calls.check("\"meter\": \"shop_calls\"").body("limits[0].used", is("2"));
    }

    @Test
    void whatTheConfigurationGetsWrongIsNamed() {
        GateCalls calls = GateCalls.open();
        Map<String, String> headers = counting("w1", "shop_calls", "1");
        headers.put("X-Billing-Action", "count");
        wrong(calls, headers, "X-Billing-Action");
        headers.remove("X-Billing-Action");
        headers.remove("x-billing-meter");
        wrong(calls, headers, "X-Billing-Meter");
        wrong(calls, counting("w1", "none", "1"), "meter");
        Map<String, String> unnamed = counting("w1", "shop_calls", "1");
        unnamed.remove("x-request-id");
        wrong(calls, unnamed, "id");
    }

    private static void wrong(GateCalls calls, Map<String, String> headers, String field) {
        asked(calls.key, headers).get(ENVOY).then().statusCode(400).body("errors[0].field", is(field));
        nginx(calls, headers).statusCode(403).header("X-Billing-Status", "400");
    }
}
