package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.notification.EndpointId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class BudgetResourceTest extends WebhookCase {

    @Test
    void aBudgetIsSetReadReplacedAndRemoved() {
        subscribe();
        use("red", 2_000);
        put("all", money("2.00"))
                .statusCode(201)
                .body("spent.amount", is("1"))
                .body("remaining.amount", is("1"))
                .body("percent", is("50"))
                .body("window", is("month"))
                .body("measure", is("charge"))
                .body("kind", is("soft"))
                .body("thresholds", contains("80", "100", "120"))
                .body("crossed", empty());
        String full = money("3.00")
                + ", \"dimension\": \"project\", \"value\": \"red\", \"window\": \"rolling\", \"days\": 7,"
                + " \"kind\": \"hard\", \"thresholds\": [\"25\"]";
        put("all", full).statusCode(200);
        put("all", full).statusCode(200);

        get("/all")
                .statusCode(200)
                .body("amount.amount", is("3.00"))
                .body("dimension", is("project"))
                .body("value", is("red"))
                .body("days", is(7))
                .body("kind", is("hard"))
                .body("crossed", contains("25"));
        get("").statusCode(200).body("items.id", contains("all"));
        Api.with(key).delete(path("/all")).then().statusCode(204);
        Api.with(key).delete(path("/all")).then().statusCode(404);
        get("/all").statusCode(404).body("detail", containsString("all"));
    }

    @Test
    void whoWantsToKnowIsToldAndAHardBudgetRefusesItsPart() {
        String endpoint = webhook("[\"budget.*\"]").get("endpoint.id");
        subscribe();
        put("red", money("1.00") + ", \"kind\": \"hard\", \"dimension\": \"project\", \"value\": \"red\"")
                .statusCode(201);
        use("red", 2_100);
        Keys.engine().checkAlerts().checkDue();
        Endpoints.pump(endpoint);

        assertThat(receiver.requests())
                .extracting(request -> JsonPath.from(request.body()).getString("data.threshold"))
                .containsExactly("80", "100");
        JsonPath told = JsonPath.from(receiver.requests().get(1).body());
        assertThat(told.getString("data.budget")).isEqualTo("red");
        assertThat(told.getString("data.spent.amount")).isEqualTo("1.1");
        quota("dimension=project:red")
                .body("admitted", is(false))
                .body("reason", is("budget_exhausted"))
                .body("budget", is("red"));
        quota("dimension=project:blue").body("admitted", is(true)).body("budget", nullValue());
        quota("").body("admitted", is(true));
        Api.with(key)
                .get("/accounts/" + account + "/quotas/shop_tokens?dimension=red")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("dimension"));
    }

    @Test
    void whatProvidersCostIsToldToTheSellerAlone() {
        String own = webhook("[\"budget.*\"]").get("endpoint.id");
        String sellers = Endpoints.open(Optional.empty(), receiver.url()).id().value();
        subscribe();
        String terms = money("1.00") + ", \"measure\": \"cost\"";
        put("cost", terms).statusCode(403);
        put(Api.asAdministrator(), "cost", terms).statusCode(201);
        Customers.use(
                account,
                "llm.response",
                Instant.now(),
                1,
                Map.of(
                        "cost.status",
                        "priced",
                        "cost.input",
                        new BigDecimal("0.85"),
                        "cost.output",
                        0,
                        "cost.other",
                        0));
        Keys.engine().checkAlerts().checkDue();
        Endpoints.pump(sellers);

        assertThat(receiver.requests()).anySatisfy(request -> {
            assertThat(request.body()).contains("budget.threshold_crossed", account, "\"measure\":\"cost\"");
        });
        Api.with(key)
                .get("/endpoints/" + own + "/deliveries")
                .then()
                .statusCode(200)
                .body("items", empty());
        get("").body("items", empty());
        get("/cost").statusCode(404);
        Api.with(key).delete(path("/cost")).then().statusCode(404);
        Api.with(key).get("/accounts/" + account + "/alerts").then().body("items", empty());
        Api.asAdministrator()
                .get("/accounts/" + account + "/alerts")
                .then()
                .body("items.budget", contains("cost"))
                .body("items.used", contains("0.85"));
        put("cost", money("1.00")).statusCode(403);
        Keys.engine().changeEndpoint().close(new EndpointId(sellers));
    }

    @Test
    void whatIsWrongIsNamed() {
        wrong("all", money("0.00"), "amount.amount", "above 0");
        wrong("all", money("1.001"), "amount.amount", "1.001");
        wrong("all", "\"amount\": {\"amount\": \"1.00\", \"currency\": \"EUR\"}", "amount.currency", "USD");
        wrong("all", "\"amount\": {\"amount\": \"1.00\", \"currency\": \"money\"}", "amount.currency", "ISO 4217");
        wrong("all", "\"kind\": \"soft\"", "amount", "");
        wrong("all", money("1.00") + ", \"kind\": \"firm\"", "kind", "firm");
        wrong("all", money("1.00") + ", \"measure\": \"tax\"", "measure", "tax");
        wrong("all", money("1.00") + ", \"window\": \"year\"", "window", "rolling");
        wrong("all", money("1.00") + ", \"window\": \"rolling\"", "days", "missing");
        wrong("all", money("1.00") + ", \"days\": 3", "days", "rolling");
        wrong("all", money("1.00") + ", \"window\": \"rolling\", \"days\": 0", "days", "366");
        wrong("all", money("1.00") + ", \"dimension\": \"project\"", "value", "missing");
        wrong("all", money("1.00") + ", \"dimension\": \"colour\", \"value\": \"red\"", "dimension", "project");
        wrong("all", money("1.00") + ", \"thresholds\": [\"-1\"]", "thresholds", "-1");
        wrong("All!", money("1.00"), "budget", "All!");
        put(Api.asAdministrator(), "all", money("1.00"), "nobody").statusCode(404);
    }

    private void wrong(String id, String terms, String field, String reason) {
        put(id, terms).statusCode(400).body("errors[0].field", is(field)).body("detail", containsString(reason));
    }

    private static String money(String amount) {
        return "\"amount\": {\"amount\": \"" + amount + "\", \"currency\": \"USD\"}";
    }

    private String path(String rest) {
        return "/accounts/" + account + "/budgets" + rest;
    }

    private ValidatableResponse get(String rest) {
        return Api.with(key).get(path(rest)).then();
    }

    private ValidatableResponse put(String id, String terms) {
        return put(Api.with(key), id, terms);
    }

    private ValidatableResponse put(RequestSpecification caller, String id, String terms) {
        return put(caller, id, terms, account);
    }

    private static ValidatableResponse put(RequestSpecification caller, String id, String terms, String account) {
        return caller.body("{" + terms + "}")
                .put("/accounts/" + account + "/budgets/" + id)
                .then();
    }

    private ValidatableResponse quota(String query) {
        return Api.with(key)
                .get("/accounts/" + account + "/quotas/shop_tokens?requested=1&" + query)
                .then()
                .statusCode(200);
    }

    private void use(String project, int tokens) {
        Customers.use(account, "shop.tokens", Instant.now(), 1, Map.of("tokens", tokens, "project", project));
    }
}
