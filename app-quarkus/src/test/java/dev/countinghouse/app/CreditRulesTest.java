package dev.countinghouse.app;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.countinghouse.billing.domain.access.KeyScope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class CreditRulesTest extends CreditCalls {

    @Test
    void whatIsWrongIsNamed() {
        wrongGrant("\"pool\": \"recurring\", \"amount\": \"1\", \"unit\": \"USD\"", "pool", "promotional");
        wrongGrant("\"amount\": \"1\", \"unit\": \"USD\"", "pool", "missing");
        wrongGrant("\"pool\": \"bonus\", \"amount\": \"0\", \"unit\": \"USD\"", "amount", "above 0");
        wrongGrant("\"pool\": \"bonus\", \"amount\": \"1.0000000000001\", \"unit\": \"USD\"", "amount", "12 decimals");
        wrongGrant("\"pool\": \"bonus\", \"amount\": \"1e30\", \"unit\": \"USD\"", "amount", "10^26");
        wrongGrant("\"pool\": \"bonus\", \"amount\": \"much\", \"unit\": \"USD\"", "amount", "much");
        wrongGrant("\"pool\": \"bonus\", \"amount\": \"1\", \"unit\": \"Dollars\"", "unit", "Dollars");
        String bonus = "\"pool\": \"bonus\", \"amount\": \"1\", \"unit\": \"USD\"";
        wrongGrant(bonus + ", \"priority\": 256", "priority", "255");
        wrongGrant(bonus + ", \"expiresAt\": \"soon\"", "expiresAt", "soon");
        wrongGrant(
                bonus + ", \"effectiveAt\": \"2090-01-01T00:00:00Z\", \"expiresAt\": \"2090-01-01T00:00:00Z\"",
                "expiresAt",
                "after effectiveAt");
        wrongGrant(bonus + ", \"paid\": {\"amount\": \"1\", \"unit\": \"USD\"}", "paid", "purchased");
        wrongGrant(bonus + ", \"scope\": {\"meters\": [\"No Meter\"]}", "scope.meters", "No Meter");
        String bought = "\"pool\": \"purchased\", \"amount\": \"1\", \"unit\": \"USD\"";
        wrongGrant(bought, "paid", "missing");
        wrongGrant(bought + ", \"paid\": {\"amount\": \"2\", \"unit\": \"USD\"}", "paid", "same unit");
        grant("g1", "{" + bonus + ", \"expiresAt\": \"2020-01-01T00:00:00Z\"}")
                .statusCode(422)
                .body("detail", containsString("after now"));
        grant("g 1", GIFT).statusCode(400).body("errors[0].field", is("grant"));
        grant("plan/free/welcome", GIFT).statusCode(400).body("errors[0].field", is("grant"));

        wrongHold("\"amount\": \"-1\", \"unit\": \"USD\", \"lasts\": \"PT1M\"", "amount");
        wrongHold("\"amount\": \"1\", \"unit\": \"USD\", \"lasts\": \"a while\"", "lasts");
        wrongHold("\"amount\": \"1\", \"unit\": \"USD\", \"lasts\": \"PT0S\"", "lasts");
        wrongHold("\"amount\": \"1\", \"unit\": \"USD\", \"lasts\": \"P400D\"", "lasts");
        wrongHold("\"amount\": \"1\", \"unit\": \"USD\"", "lasts");
        wrongHold(
                "\"amount\": \"1\", \"unit\": \"USD\", \"lasts\": \"PT1M\", \"purpose\": {\"meter\": \"A B\"}",
                "purpose.meter");
        grant("g2", GIFT).statusCode(201);
        hold("h1", "1").statusCode(200);
        step("h1", "extend", "{}").statusCode(400).body("errors[0].field", is("toAmount"));
        step("h1", "extend", "{\"until\": \"later\"}").statusCode(400).body("errors[0].field", is("until"));
        step("h1", "capture", "{}").statusCode(400).body("errors[0].field", is("amount"));
        get("/ledger/verification?entries=1").statusCode(400).body("errors[0].field", is("seal"));
        get("/ledger/verification?entries=1&seal=xyz").statusCode(400).body("errors[0].field", is("seal"));
    }

    @Test
    void keysDoWhatTheyAreForAndOnlyForTheirAccount() {
        grant("g1", GIFT).statusCode(201);
        String stranger = Keys.of("stranger-" + account, KeyScope.BILLING, KeyScope.WRITE);
        for (String path : List.of(
                "",
                "/summary",
                "/history",
                "/history.csv",
                "/grants",
                "/grants/g1",
                "/holds",
                "/holds/h1",
                "/ledger/verification")) {
            Api.with(stranger).get(path(path)).then().statusCode(403);
        }
        String hold = HOLD.formatted("1");
        Api.with(stranger).body(hold).put(path("/holds/h1")).then().statusCode(403);
        Api.with(stranger)
                .body("{\"amount\": \"1\"}")
                .post(path("/holds/h1/capture"))
                .then()
                .statusCode(403);
        // an account gives itself nothing, whatever its key may
        String own = Keys.issue(account, KeyScope.ADMIN).credential().text();
        Api.with(own).body(GIFT).put(path("/grants/g2")).then().statusCode(403);
        Api.with(own).delete(path("/grants/g1")).then().statusCode(403);
        Api.with(own)
                .body("{\"amount\": \"5\", \"unit\": \"USD\"}")
                .put(path("/line"))
                .then()
                .statusCode(403);
        Api.with(own).get("/ledger/heads").then().statusCode(403);
        // who may look may not spend, and the other way round
        Api.with(reader).body(hold).put(path("/holds/h1")).then().statusCode(403);
        Api.with(writer).get(path("/history")).then().statusCode(403);
        Api.with(writer).get(path("")).then().statusCode(200);
        String everybody = Keys.issueForAll(KeyScope.BILLING).credential().text();
        Api.with(everybody).body(GIFT).put(path("/grants/g2")).then().statusCode(201);
        Api.with(everybody).get("/ledger/heads").then().statusCode(403);
    }
}
