package dev.countinghouse.app;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What is wrong with a call, or with what it has used, is named with its value and what would be right. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class WrongCallsTest {

    private static final String CALL = "\"meter\": \"shop_calls\"";

    @Test
    void ofACall() {
        GateCalls calls = GateCalls.open();
        wrong(calls, "{" + CALL + "}", "id", "missing");
        wrong(calls, "{\"id\": \"a/b\", " + CALL + "}", "id", "a/b");
        wrong(calls, "{\"id\": \"a\"}", "", "one form");
        wrong(calls, "{\"id\": \"a\", \"type\": \"shop.tokens\", " + CALL + "}", "", "one form");
        wrong(calls, "{\"id\": \"a\", \"data\": {}}", "type", "missing");
        wrong(calls, "{\"id\": \"a\", \"type\": \"none\"}", "type", "none");
        wrong(calls, "{\"id\": \"a\", \"type\": \"shop.tokens\", \"data\": {\"tokens\": \"many\"}}", "data", "tokens");
        wrong(calls, "{\"id\": \"a\", \"type\": \"shop.tokens\", \"data\": []}", "data", "object");
        wrong(calls, "{\"id\": \"a\", \"type\": \"shop.call\", \"dimensions\": {}}", "dimensions", "data");
        wrong(calls, "{\"id\": \"a\", \"meter\": \"none\"}", "meter", "shop_calls");
        wrong(calls, "{\"id\": \"a\", \"quantity\": \"1\"}", "meter", "missing");
        wrong(calls, "{\"id\": \"a\", \"quantity\": \"2\", " + CALL + "}", "quantity", "2");
        wrong(calls, "{\"id\": \"a\", \"quantity\": \"-1\", \"meter\": \"shop_tokens\"}", "quantity", "-1");
        wrong(calls, "{\"id\": \"a\", \"quantity\": \"x\", \"meter\": \"shop_tokens\"}", "quantity", "x");
        wrong(calls, "{\"id\": \"a\", \"dimensions\": {\"user\": null}, " + CALL + "}", "dimensions.user", "null");
        wrong(calls, "{\"id\": \"a\", \"features\": {\"A!\": \"\"}, " + CALL + "}", "features", "A!");
        wrong(calls, "{\"id\": \"a\", \"lasts\": \"soon\", " + CALL + "}", "lasts", "soon");
        wrong(calls, "{\"id\": \"a\", \"lasts\": \"PT25H\", " + CALL + "}", "lasts", "PT24H");
        wrong(calls, "{\"id\": \"a\", \"model\": {\"provider\": \"openai\"}}", "model", "missing");
        wrong(
                calls,
                "{\"id\": \"a\", \"dimensions\": {\"model\": \"x\"}, \"model\": {\"provider\": \"openai\","
                        + " \"model\": \"gpt-4o\", \"inputTokens\": 1, \"mostOutputTokens\": 1}}",
                "dimensions",
                "model");
        calls.consume("a", CALL + ", \"lasts\": \"PT1M\"").statusCode(400).body("errors[0].field", is("lasts"));
        Api.asAdministrator()
                .body("{\"id\": \"a\", " + CALL + "}")
                .post("/accounts/nobody/reservations")
                .then()
                .statusCode(404);
    }

    private static void wrong(GateCalls calls, String body, String field, String reason) {
        calls.post("/reservations", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", containsString(field))
                .body("detail", containsString(reason));
    }

    @Test
    void ofWhatItHasUsed() {
        GateCalls calls = GateCalls.open();
        calls.reserve("r", GateCalls.tokens(1)).statusCode(200);
        wrongCapture(calls, "{\"data\": {}, \"meter\": \"shop_calls\"}", "one form");
        wrongCapture(calls, "{\"type\": \"shop.tokens\"}", "type");
        wrongCapture(calls, "{\"type\": \"shop.call\", \"data\": {}}", "shop.call");
        wrongCapture(calls, "{\"meter\": \"shop_calls\"}", "shop.call");
        wrongCapture(calls, "{\"data\": {\"tokens\": \"many\"}}", "many");
        wrongCapture(calls, "{\"dimensions\": {}}", "dimensions");
        wrongCapture(calls, "{\"response\": {\"provider\": \"openai\", \"body\": {}}}", "");
        wrongCapture(calls, "{\"response\": {\"provider\": \"openai\"}}", "missing");
        calls.capture("none", "{}").statusCode(404);
        calls.post("/reservations/none/release", "{}").statusCode(404);
        calls.capture("-", "{}").statusCode(400);
        calls.get("/reservations/r").body("state", is("open"));
    }

    private static void wrongCapture(GateCalls calls, String used, String reason) {
        calls.capture("r", used)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(reason));
    }
}
