package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class CreditResourceTest extends CreditCalls {

    @Test
    void anAccountWithoutCreditsHasNone() {
        get("").statusCode(200).body("items", empty());
        get("/summary").statusCode(200).body("units", empty()).body("period.start", notNullValue());
        get("/history").statusCode(200).body("items", empty());
        get("/grants").statusCode(200).body("items", empty());
        get("/holds").statusCode(200).body("items", empty());
        get("/ledger/verification")
                .statusCode(200)
                .body("inOrder", is(true))
                .body("head.entries", is(0))
                .body("defect", nullValue());
        for (String path : List.of("", "/summary", "/history", "/history.csv", "/grants", "/holds")) {
            Api.asAdministrator()
                    .get("/accounts/nobody/credits" + path)
                    .then()
                    .statusCode(404)
                    .body("detail", containsString("nobody"));
        }
    }

    @Test
    void creditsAreGrantedOnceForEachId() {
        String terms = "{\"pool\": \"promotional\", \"amount\": \"20.50\", \"unit\": \"USD\", \"priority\": 10,"
                + " \"effectiveAt\": \"2026-01-01T00:00:00.123456789Z\","
                + " \"expiresAt\": \"2099-01-01T00:00:00.123456789Z\","
                + " \"scope\": {\"meters\": [\"shop_tokens\"], \"features\": [\"export\"]}, \"reason\": \"Outage\"}";
        grant("g1", terms)
                .statusCode(201)
                .body("id", is("g1"))
                .body("amount", is("20.5"))
                .body("left", is("20.5"))
                .body("priority", is(10))
                .body("scope.meters", contains("shop_tokens"))
                .body("expiresAt", is("2099-01-01T00:00:00.123456Z"))
                .body("reason", is("Outage"));
        grant("g1", terms).statusCode(200).body("ordinal", is(1));
        grant("g1", GIFT).statusCode(409).body("type", is(PROBLEM + "conflict"));
        grant(
                        "g2",
                        "{\"pool\": \"purchased\", \"amount\": \"5\", \"unit\": \"gpu-minutes\","
                                + " \"paid\": {\"amount\": \"2\", \"unit\": \"USD\"}}")
                .statusCode(201)
                .body("paid.amount", is("2"))
                .body("priority", is(50));

        get("/grants").body("items.id", contains("g2", "g1"));
        JsonPath first = get("/grants?limit=1")
                .body("items.id", contains("g2"))
                .extract()
                .jsonPath();
        get("/grants?limit=1&cursor=" + first.get("nextCursor"))
                .body("items.id", contains("g1"))
                .body("nextCursor", nullValue());
        get("/grants/g2").statusCode(200).body("pool", is("purchased"));
        get("/grants/g3").statusCode(404);
        get("").body("items.unit", contains("USD", "gpu-minutes"))
                .body("items[0].available", is("0"))
                .body("items[0].restricted", is("20.5"))
                .body("items[0].accounts.promotional", is("20.5"))
                .body("items[0].accounts.cost", is("-20.5"))
                .body("items[1].available", is("5"));
    }

    @Test
    void aGrantIsCorrectedAndWithdrawn() {
        grant("g1", GIFT).statusCode(201);
        hold("h1", "4").statusCode(200);
        correct("c1", "15").statusCode(200).body("amount", is("15")).body("left", is("11"));
        correct("c1", "15").statusCode(200).body("amount", is("15"));
        correct("c1", "12").statusCode(409);
        correct("c2", "3")
                .statusCode(422)
                .body("type", is(PROBLEM + "refused"))
                .body("detail", containsString("4 USD"));
        correct("c2", "-3").statusCode(400).body("errors[0].field", is("amount"));
        correct("no command!", "3").statusCode(400).body("errors[0].field", is("command"));
        admin().delete(path("/grants/g1"))
                .then()
                .statusCode(200)
                .body("left", is("0"))
                .body("closedTo", is("cost"));
        admin().delete(path("/grants/g1")).then().statusCode(200);
        admin().delete(path("/grants/g2")).then().statusCode(404);
        get("").body("items[0].available", is("0")).body("items[0].held", is("4"));
    }

    @Test
    void aCreditLineLetsHoldsGoBelowZero() {
        grant("g1", GIFT).statusCode(201);
        hold("h1", "12").statusCode(402);
        line("5").statusCode(200).body("amount", is("5"));
        hold("h1", "12").statusCode(200).body("available.amount", is("3"));
        get("").body("items[0].creditLine", is("5")).body("items[0].available", is("3"));
        line("-1").statusCode(400).body("errors[0].field", is("amount"));
        admin().body("{\"amount\": \"5\", \"unit\": \"USD\"}")
                .put("/accounts/nobody/credits/line")
                .then()
                .statusCode(404);
    }

    @Test
    void somethingIsPaidForWithCreditsOnce() {
        grant("g1", GIFT).statusCode(201);
        spend("order-1", "Report", "4")
                .statusCode(200)
                .body("about", is("Report"))
                .body("available.amount", is("6"))
                .body("postings.find { it.grant == 'g1' }.amount", is("-4"));
        spend("order-1", "Report", "4").statusCode(200).body("available.amount", is("6"));
        spend("order-1", "Report", "5").statusCode(409).body("detail", containsString("order-1"));
        spend("order-2", "Report", "7")
                .statusCode(402)
                .body("type", is(PROBLEM + "insufficient-credits"))
                .body("available.amount", is("6"));
        spend("order 2", "Report", "1").statusCode(400).body("errors[0].field", is("command"));
        spend("order-2", " ", "1").statusCode(400).body("errors[0].field", is("about"));
        spend("order-2", "Report", "0").statusCode(400).body("errors[0].field", is("amount"));
    }

    @Test
    void theHistoryTellsWhatHappenedAndTheSummaryAddsUp() {
        grant("g1", GIFT).statusCode(201);
        hold("=job", "1").statusCode(400);
        hold("job", "6").statusCode(200);
        step("job", "capture", "{\"amount\": \"2.5\"}").statusCode(200);
        spend("order-1", "=1+1", "1").statusCode(200);

        get("/history")
                .statusCode(200)
                .body("items.ordinal", contains(4, 3, 2, 1))
                .body("items.kind", contains("sale", "capture", "hold", "grant"))
                .body("items.about", contains("=1+1", "job", "job", "g1"))
                .body("items[0].command", is("order-1"))
                .body("items[2].postings.account", contains("promotional", "held"))
                .body("items[2].postings.amount", contains("-6", "6"))
                .body("items[2].postings[0].grant", is("g1"))
                .body("items[2].postings[0].unit", is("USD"));
        String cursor =
                get("/history?limit=3").body("items", hasSize(3)).extract().path("nextCursor");
        get("/history?limit=3&cursor=" + cursor)
                .body("items.kind", contains("grant"))
                .body("nextCursor", nullValue());
        get("/history?cursor=x").statusCode(400).body("errors[0].field", is("cursor"));
        String seal = get("/history").extract().path("items[0].seal");
        get("/ledger/verification")
                .body("inOrder", is(true))
                .body("head.seal", is(seal))
                .body("head.entries", is(4));

        String table = get("/history.csv")
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .extract()
                .asString();
        assertThat(table.lines().findFirst()).contains("ordinal,at,kind,about,command,account,grant,amount,unit,seal");
        assertThat(table)
                .contains(",sale,'=1+1,order-1,promotional,g1,", ",capture,job,,")
                .contains(seal);

        get("/summary")
                .statusCode(200)
                .body("units[0].unit", is("USD"))
                .body("units[0].opening", is("0"))
                .body("units[0].changes.grant", is("10"))
                .body("units[0].changes.capture", is("-2.5"))
                .body("units[0].spent.job", is("2.5"))
                .body("units[0].closing", is("6.5"));
        get("/summary?from=2020-01-01T00:00:00Z&to=2021-01-01T00:00:00Z")
                .body("period.end", is("2021-01-01T00:00:00Z"))
                .body("units", empty());
        get("/summary?from=2020-01-01T00:00:00Z").statusCode(400).body("errors[0].field", is("to"));
        get("/summary?from=2020-01-01T00:00:00Z&to=2019-01-01T00:00:00Z")
                .statusCode(400)
                .body("errors[0].field", is("to"));
    }
}
