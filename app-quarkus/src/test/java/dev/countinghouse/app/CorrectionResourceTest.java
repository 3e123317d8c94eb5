package dev.countinghouse.app;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.access.KeyScope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class CorrectionResourceTest {

    private static final String NDJSON = "application/x-ndjson";
    private static final Instant YEAR_AGO =
            Instant.now().minus(Duration.ofDays(365)).truncatedTo(ChronoUnit.DAYS);

    @BeforeEach
    void sell() {
        Shop.open();
    }

    @Test
    void anEventIsVoidedAndAmendedAndWhatItWasCanBeRead() {
        String account = "corrected";
        Accounts.open(account);
        Events.post(
                        NDJSON,
                        Events.event("c1", account, "{\"tokens\": 5}") + "\n"
                                + Events.event("c2", account, "{\"tokens\": 7}"))
                .statusCode(200);

        correct(
                        account,
                        "{\"action\": \"void\", \"source\": \"tests\", \"id\": \"c1\"},"
                                + "{\"action\": \"amend\", \"source\": \"tests\", \"id\": \"c2\", \"data\": {\"tokens\": 9}},"
                                + "{\"action\": \"amend\", \"source\": \"tests\", \"id\": \"c3\", \"data\": {}}")
                .statusCode(200)
                .body("items.status", contains("corrected", "corrected", "unknown"));
        correct(account, "{\"action\": \"amend\", \"source\": \"tests\", \"id\": \"c2\", \"data\": {}}")
                .body("items[0].status", equalTo("rejected"))
                .body("items[0].field", equalTo("data.tokens"));

        used(account, Instant.now().minus(Duration.ofDays(1)), Instant.now().plusSeconds(60), "9");
        Api.asAdministrator()
                .get("/accounts/" + account + "/corrections?source=tests&id=c2")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("amended"))
                .body("items[0].before.data.tokens", equalTo("7"))
                .body("items[0].after.data.tokens", equalTo("9"))
                .body("items[0].actor", equalTo("administrator"))
                .body("items[0].reason", equalTo("why"));
        Api.asAdministrator()
                .get("/accounts/" + account + "/corrections?limit=1")
                .then()
                .body("items[0].kind", equalTo("voided"))
                .body("items[0].after", nullValue());
    }

    @Test
    void aCustomerDoesNotDecideWhatItHasUsed() {
        String account = "corrected-by-itself";
        String key = Keys.of(account, KeyScope.ADMIN);
        String body = "{\"reason\": \"why\", \"corrections\":"
                + " [{\"action\": \"void\", \"source\": \"tests\", \"id\": \"c1\"}]}";

        Api.with(key)
                .body(body)
                .post("/accounts/" + account + "/corrections")
                .then()
                .statusCode(403);
        Api.with(key)
                .body(order())
                .post("/accounts/" + account + "/backfills")
                .then()
                .statusCode(403);
        Api.with(key).get("/accounts/" + account + "/corrections").then().statusCode(200);
    }

    @Test
    void aBackfillIsLoadedAppliedAndReverted() {
        String account = "backfilled";
        Accounts.open(account);
        String path = "/accounts/" + account + "/backfills";
        Api.asAdministrator().body(order()).post(path).then().statusCode(201).body("state", equalTo("open"));
        Events.post(
                        ServiceDatabase.ADMIN_KEY,
                        NDJSON,
                        Events.event("b1", account, "{\"tokens\": 5}", YEAR_AGO.toString()) + "\n"
                                + Events.event(
                                        "b2",
                                        account,
                                        "{\"tokens\": 5}",
                                        Instant.now().toString()),
                        path + "/lost/events")
                .statusCode(200)
                .body("items.status", contains("accepted", "rejected"));
        used(account, YEAR_AGO, YEAR_AGO.plusSeconds(60), null);

        step(path, "apply").statusCode(200).body("state", equalTo("applied")).body("counted", equalTo(1));
        used(account, YEAR_AGO, YEAR_AGO.plusSeconds(60), "5");
        step(path, "revert").statusCode(200).body("state", equalTo("reverted"));
        used(account, YEAR_AGO, YEAR_AGO.plusSeconds(60), null);
        step(path, "apply").statusCode(422);
        Api.asAdministrator().get(path).then().body("items[0].reverted.actor", equalTo("administrator"));
        Api.asAdministrator().get(path + "/nothing").then().statusCode(404);
    }

    private static ValidatableResponse correct(String account, String corrections) {
        return Api.asAdministrator()
                .body("{\"reason\": \"why\", \"corrections\": [" + corrections + "]}")
                .post("/accounts/" + account + "/corrections")
                .then();
    }

    private static ValidatableResponse step(String path, String step) {
        return Api.asAdministrator()
                .body("{\"reason\": \"why\"}")
                .post(path + "/lost/" + step)
                .then();
    }

    private static String order() {
        return "{\"id\": \"lost\", \"reason\": \"why\", \"from\": \"" + YEAR_AGO + "\", \"to\": \""
                + YEAR_AGO.plus(Duration.ofDays(1)) + "\"}";
    }

    private static void used(String account, Instant from, Instant to, String tokens) {
        Api.asAdministrator()
                .queryParam("meter", "shop_tokens")
                .queryParam("from", from.truncatedTo(ChronoUnit.SECONDS).toString())
                .queryParam("to", to.truncatedTo(ChronoUnit.SECONDS).toString())
                .get("/accounts/" + account + "/usage")
                .then()
                .statusCode(200)
                .body("windows[0].quantities[0]?.quantity", equalTo(tokens));
    }
}
