package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.ports.driven.Race;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class LimitResourceTest {

    private static final String CALL = "\"meter\": \"shop_calls\"";

    @Test
    void aLimitIsSetReadReplacedAndRemoved() {
        GateCalls calls = GateCalls.open();
        calls.limit("tokens", "\"meter\": \"shop_tokens\", \"most\": \"50\"")
                .statusCode(201)
                .body("id", is("tokens"))
                .body("measure", is("quantity"))
                .body("window", is("period"))
                .body("dimension", nullValue())
                .body("most", is("50"))
                .body("source", is("account"))
                .body("plans", empty());
        calls.limit(
                        "tokens",
                        "\"meter\": \"shop_tokens\", \"most\": \"40\", \"window\": \"day\","
                                + " \"dimension\": \"project\", \"value\": \"search\"")
                .statusCode(200)
                .body("value", is("search"));
        calls.limit("atonce", "\"measure\": \"concurrency\", \"most\": \"2\"")
                .statusCode(201)
                .body("window", nullValue());

        calls.get("/limits").statusCode(200).body("items.id", contains("atonce", "tokens"));
        calls.get("/limits/tokens").statusCode(200).body("most", is("40")).body("window", is("day"));
        Api.with(calls.key)
                .delete("/accounts/" + calls.account + "/limits/tokens")
                .then()
                .statusCode(204);
        Api.with(calls.key)
                .delete("/accounts/" + calls.account + "/limits/tokens")
                .then()
                .statusCode(404);
        calls.get("/limits/tokens").statusCode(404).body("detail", containsString("tokens"));
    }

    @Test
    void itHoldsForEachValueOfItsDimensionFromTheNextCallOn() {
        GateCalls calls = GateCalls.open();
        calls.limit("per-user", CALL + ", \"window\": \"day\", \"dimension\": \"user\", \"most\": \"2\"")
                .statusCode(201);
        calls.consume("a1", CALL + user("ann"))
                .statusCode(200)
                .body("limits.name", contains("meter/shop_calls", "limit/per-user/ann"))
                .header("RateLimit-Policy", "\"meter/shop_calls\";q=10, \"limit/per-user\";q=2");
        calls.consume("a2", CALL + user("ann")).statusCode(200);
        calls.consume("a3", CALL + user("ann"))
                .statusCode(402)
                .body("type", is("urn:countinghouse:problem:quota-exceeded"))
                .body("reason", is("limit_reached"))
                .body("remedy", is("PUT /api/v1/accounts/" + calls.account + "/limits/per-user"))
                .header("RateLimit-Policy", "\"limit/per-user\";q=2, \"meter/shop_calls\";q=10");
        calls.consume("b1", CALL + user("b\u00f6b \\\"\\\\ /x"))
                .statusCode(200)
                .header("RateLimit-Policy", "\"meter/shop_calls\";q=10, \"limit/per-user\";q=2");

        calls.limit("per-user", CALL + ", \"window\": \"day\", \"dimension\": \"user\", \"most\": \"3\"")
                .statusCode(200);
        calls.consume("a3", CALL + user("ann")).statusCode(200);
    }

    @Test
    void soManyRunAtTheSameTimeAndTheNextIsToldToComeBackSoon() {
        GateCalls calls = GateCalls.open();
        calls.limit("atonce", "\"measure\": \"concurrency\", \"most\": \"3\"").statusCode(201);
        List<Integer> statuses = Race.of(
                16, thread -> calls.reserve("r-" + thread, CALL).extract().statusCode());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(3);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(13);

        calls.reserve("next", CALL)
                .statusCode(429)
                .header("Retry-After", "1")
                .body("type", is("urn:countinghouse:problem:rate-limited"))
                .body("reason", is("too_many_at_once"))
                .body("limits[1].kind", is("concurrency"))
                .body("limits[1].resetsAt", nullValue());
        String open = calls.get("/reservations?limit=1").extract().path("items[0].id");
        calls.capture(open, "{}").statusCode(200);
        calls.reserve("next", CALL).statusCode(200);
    }

    @Test
    void aPlansLimitsHoldAreShownAndChangeWithIt() {
        GateCalls calls = GateCalls.on("shop_rates");
        calls.limit("own", "\"measure\": \"concurrency\", \"most\": \"5\"").statusCode(201);
        calls.get("/limits")
                .statusCode(200)
                .body("items.id", contains("own", "shop-per-user", "shop-rpm"))
                .body("items.source", contains("account", "plan", "plan"))
                .body("items.most", contains("5", "2", "100"))
                .body("items[1].plans", contains("shop_rates@1"))
                .body("items[1].meter", is("shop_calls"))
                .body("items[1].window", is("day"));
        calls.consume("a1", CALL + user("ann")).statusCode(200);
        calls.consume("a2", CALL + user("ann")).statusCode(200);
        calls.consume("a3", CALL + user("ann"))
                .statusCode(402)
                .body("reason", is("limit_reached"))
                .body("limits.name", hasItems("limit/shop-per-user/ann", "limit/shop-rpm"))
                .body("upgrades", contains("shop_rates_more"));

        calls.changeTo("shop_rates_more");
        calls.consume("a3", CALL + user("ann")).statusCode(200);
        calls.consume("a4", CALL + user("ann")).statusCode(402);
        calls.get("/limits/shop-per-user").body("most", is("3")).body("plans", contains("shop_rates_more@1"));
    }

    @Test
    void anExceptionFromAPlanIsTheSellersToMake() {
        GateCalls calls = GateCalls.on("shop_rates");
        String path = "/accounts/" + calls.account + "/limits/shop-per-user";
        String terms = CALL + ", \"window\": \"day\", \"dimension\": \"user\", \"most\": \"1\"";
        calls.limit("shop-per-user", terms).statusCode(403).body("detail", containsString("shop-per-user"));
        GateCalls others = GateCalls.open();
        others.limit("shop-per-user", terms).statusCode(403);

        Api.asAdministrator()
                .body("{" + terms + "}")
                .put(path)
                .then()
                .statusCode(201)
                .body("source", is("account"))
                .body("plans", contains("shop_rates@1"));
        calls.consume("a1", CALL + user("ann")).statusCode(200);
        calls.consume("a2", CALL + user("ann")).statusCode(402);
        Api.with(calls.key).delete(path).then().statusCode(403);
        Api.asAdministrator().delete(path).then().statusCode(204);
        calls.get("/limits/shop-per-user").body("source", is("plan")).body("most", is("2"));
        Api.asAdministrator()
                .delete(path)
                .then()
                .statusCode(404)
                .body("detail", containsString("no limit 'shop-per-user' of its own"));
        calls.consume("a2", CALL + user("ann")).statusCode(200);
    }

    @Test
    void whatIsWrongIsNamed() {
        GateCalls calls = GateCalls.open();
        String tokens = "\"meter\": \"shop_tokens\", \"most\": \"1\"";
        wrong(calls, "all", "\"meter\": \"shop_tokens\"", "most", "missing");
        wrong(calls, "all", "\"meter\": \"shop_tokens\", \"most\": \"0\"", "most", "above 0");
        wrong(calls, "all", "\"meter\": \"shop_tokens\", \"most\": \"x\"", "most", "x");
        wrong(calls, "all", "\"meter\": \"none\", \"most\": \"1\"", "meter", "shop_tokens");
        wrong(calls, "all", "\"meter\": \"storage_gb\", \"most\": \"1\"", "meter", "add up");
        wrong(calls, "all", "\"most\": \"1\"", "meter", "missing");
        wrong(calls, "all", tokens + ", \"measure\": \"calls\"", "meter", "quantity");
        wrong(calls, "all", tokens + ", \"measure\": \"size\"", "measure", "concurrency");
        wrong(calls, "all", tokens + ", \"window\": \"year\"", "window", "year");
        wrong(calls, "all", tokens + ", \"value\": \"x\"", "dimension", "missing");
        wrong(calls, "all", tokens + ", \"dimension\": \"colour\"", "dimension", "project");
        wrong(calls, "all", tokens + ", \"dimension\": \" \"", "dimension", "blank");
        wrong(calls, "all", "\"measure\": \"calls\", \"most\": \"1\"", "window", "minute");
        wrong(calls, "all", "\"measure\": \"calls\", \"window\": \"hour\", \"most\": \"1.5\"", "most", "whole");
        wrong(calls, "all", "\"measure\": \"concurrency\", \"window\": \"day\", \"most\": \"1\"", "window", "day");
        wrong(calls, "All!", tokens, "limit", "All!");
        Api.asAdministrator()
                .body("{" + tokens + "}")
                .put("/accounts/nobody/limits/a")
                .then()
                .statusCode(404);
        Api.asAdministrator().get("/accounts/nobody/limits").then().statusCode(404);
    }

    private static void wrong(GateCalls calls, String id, String terms, String field, String reason) {
        calls.limit(id, terms)
                .statusCode(400)
                .body("errors[0].field", is(field))
                .body("detail", containsString(reason));
    }

    private static String user(String name) {
        return ", \"dimensions\": {\"user\": \"" + name + "\"}";
    }
}
