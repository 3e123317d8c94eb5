package dev.countinghouse.app;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class HoldResourceTest extends CreditCalls {

    @Test
    void aHoldIsPlacedExtendedAndCaptured() {
        grant("g1", GIFT).statusCode(201);
        hold("h1", "6")
                .statusCode(200)
                .body("state", is("open"))
                .body("amount", is("6"))
                .body("available.amount", is("4"))
                .body("parts.grant", contains("g1"));
        hold("h1", "6").statusCode(200).body("available.amount", is("4"));
        hold("h1", "5").statusCode(409);
        hold("h2", "4.5")
                .statusCode(402)
                .contentType("application/problem+json")
                .body("type", is(PROBLEM + "insufficient-credits"))
                .body("wanted.amount", is("4.5"))
                .body("available.amount", is("4"))
                .body("available.unit", is("USD"))
                .body("buy", is("PUT /api/v1/accounts/" + account + "/purchases/{id}"))
                .body("shortage", nullValue());
        step("h1", "extend", "{\"toAmount\": \"9\"}").statusCode(200).body("amount", is("9"));
        step("h1", "extend", "{\"toAmount\": \"11\"}").statusCode(402).body("wanted.amount", is("2"));
        step("h1", "extend", "{\"until\": \"2099-01-01T00:00:00Z\"}")
                .statusCode(200)
                .body("expiresAt", startsWith("2099"));
        get("/holds").body("items.id", contains("h1")).body("items[0].amount", is("9"));
        step("h1", "capture", "{\"amount\": \"2.5\"}")
                .statusCode(200)
                .body("state", is("captured"))
                .body("captured", is("2.5"))
                .body("available.amount", is("7.5"));
        step("h1", "capture", "{\"amount\": \"2.5\"}").statusCode(200);
        step("h1", "capture", "{\"amount\": \"3\"}").statusCode(409);
        step("h1", "release", "").statusCode(409).body("detail", containsString("captured"));
        step("none", "capture", "{\"amount\": \"3\"}").statusCode(404);
        step("none", "release", "").statusCode(404);
        get("/holds").body("items", empty());
        get("/holds/h1").statusCode(200).body("state", is("captured")).body("available", nullValue());
        get("/holds/h2").statusCode(404);
    }

    @Test
    void aHoldIsReleasedAndCreditsForAPurposePayForNothingElse() {
        grant(
                        "g1",
                        "{\"pool\": \"bonus\", \"amount\": \"10\", \"unit\": \"USD\", \"scope\": {\"meters\":"
                                + " [\"shop_tokens\"]}}")
                .statusCode(201);
        hold("h1", "1").statusCode(402);
        Api.with(writer)
                .body("{\"amount\": \"1\", \"unit\": \"USD\", \"lasts\": \"PT1H\","
                        + " \"purpose\": {\"meter\": \"shop_tokens\"}}")
                .put(path("/holds/h1"))
                .then()
                .statusCode(200)
                .body("purpose.meter", is("shop_tokens"));
        step("h1", "release", "").statusCode(200).body("state", is("released")).body("available.amount", is("10"));
        step("h1", "release", "").statusCode(200);
    }

    @Test
    void manyStepsAreDoneAtOnceEachByItself() {
        grant("g1", GIFT).statusCode(201);
        steps(
                        """
                        {"action": "place", "hold": "a", "amount": "6", "unit": "USD", "lasts": "PT10M"},
                        {"action": "place", "hold": "b", "amount": "6", "unit": "USD", "lasts": "PT10M"},
                        {"action": "extend", "hold": "a", "toAmount": "7", "unit": "USD"},
                        {"action": "capture", "hold": "a", "amount": "5", "unit": "EUR"},
                        {"action": "capture", "hold": "a", "amount": "5", "unit": "USD"},
                        {"action": "release", "hold": "c"},
                        {"action": "place", "hold": "d", "amount": "5", "unit": "USD", "lasts": "PT10M"}
                        """)
                .statusCode(200)
                .body("items.hold", contains("a", "b", "a", "a", "a", "c", "d"))
                .body("items.status", contains("done", "insufficient", "done", "conflict", "done", "unknown", "done"))
                .body("items[1].wanted.amount", is("6"))
                .body("items[1].available.amount", is("4"))
                .body("items[3].reason", containsString("another unit"))
                .body("items[4].state.captured", is("5"));
        String place =
                "{\"action\": \"place\", \"hold\": \"e\", \"amount\": \"0\", \"unit\": \"USD\", \"lasts\": \"PT1M\"}";
        wrongStep(place + ", {\"action\": \"capture\", \"hold\": \"e\", \"unit\": \"USD\"}", "steps[1].amount");
        wrongStep("{\"action\": \"release\", \"hold\": \"e\", \"lasts\": \"PT1M\"}", "steps[0].lasts");
        wrongStep("{\"action\": \"burn\", \"hold\": \"e\"}", "steps[0].action");
        wrongStep("{\"action\": \"release\", \"hold\": \"e e\"}", "steps[0].hold");
        wrongStep("", "steps");
        get("/holds/e").statusCode(404);
    }
}
