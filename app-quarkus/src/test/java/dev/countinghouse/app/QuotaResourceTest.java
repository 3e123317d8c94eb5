package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class QuotaResourceTest {

    private final Instant start = Customers.daysAgo(3);
    private final String end =
            start.atZone(ZoneOffset.UTC).plusMonths(1).toInstant().toString();

    @BeforeEach
    void shop() {
        Shop.open();
    }

    @Test
    void everyMeterOfThePlanHasItsState() {
        Customers.open("quota");
        Customers.subscribe("quota-main", "quota", "free", start);
        Customers.use("quota", "agent.execution", Customers.daysAgo(2), 84, Map.of());
        Customers.use("quota", "storage.level", Customers.daysAgo(2), 1, Map.of("gb", 1));

        for (String path : List.of("/accounts/quota/quotas", "/billing/usage?account=quota")) {
            Response quotas = Api.asAdministrator().get(path);
            quotas.then()
                    .statusCode(200)
                    .body(
                            "items.meter",
                            contains("agent_executions", "api_calls", "llm_tokens", "storage_gb", "user_seats"))
                    .body("items[0].used", is("84"))
                    .body("items[0].included", is("100"))
                    .body("items[0].remaining", is("16"))
                    .body("items[0].percent", is("84"))
                    .body("items[0].thresholds", contains("80"))
                    .body("items[0].resetsAt", is(end));
        }
        quota("quota", "agent_executions", "16").body("admitted", is(true)).body("verdict", is("within"));
        quota("quota", "agent_executions", "17").body("admitted", is(true)).body("verdict", is("grace"));
        quota("quota", "storage_gb", "0.5")
                .body("admitted", is(false))
                .body("verdict", is("refused"))
                .body("reason", is("hard_cap"))
                .body("upgrades", contains("standard", "enterprise"));
    }

    @Test
    void overageHasItsPrice() {
        Customers.open("quota-over");
        Customers.subscribe("quota-over-main", "quota-over", "shop_basic", start);
        Customers.use("quota-over", "shop.tokens", Customers.daysAgo(2), 1, Map.of("tokens", 1_000));

        quota("quota-over", "shop_tokens", "250")
                .body("verdict", is("overage"))
                .body("price.amount", is("0.25"))
                .body("price.currency", is("USD"));
    }

    @Test
    void withoutLimitThereIsNoneToShow() {
        Customers.open("quota-rich");
        Customers.subscribe("quota-rich-main", "quota-rich", "shop_rich", start);

        quota("quota-rich", "shop_tokens", "1000000")
                .body("admitted", is(true))
                .body("included", nullValue())
                .body("remaining", nullValue());
        Api.asAdministrator()
                .get("/accounts/quota-rich/entitlements")
                .then()
                .statusCode(200)
                .body("items.feature", contains("export", "models", "tokens"))
                .body("items[0].enabled", is(true))
                .body("items[1].values", contains("gpt-4o-mini", "gpt-4o"))
                .body("items[2].meter", is("shop_tokens"));
    }

    @Test
    void withoutSubscriptionNothingMayBeUsed() {
        Customers.open("quota-none");

        Api.asAdministrator()
                .get("/accounts/quota-none/quotas")
                .then()
                .statusCode(200)
                .body("items", empty());
        Api.asAdministrator()
                .get("/accounts/quota-none/entitlements")
                .then()
                .statusCode(200)
                .body("items", empty());
        quota("quota-none", "shop_tokens", "1")
                .body("admitted", is(false))
                .body("reason", is("no_active_subscription"));
    }

    @Test
    void whatIsWrongIsNamed() {
        Customers.open("quota-wrong");
        for (String path : List.of(
                "/accounts/nobody/quotas",
                "/accounts/nobody/quotas/shop_tokens",
                "/accounts/nobody/entitlements",
                "/accounts/quota-wrong/quotas/nothing",
                "/billing/usage?account=nobody")) {
            assertThat(Api.asAdministrator().get(path).statusCode()).as(path).isEqualTo(404);
        }
        for (String requested : List.of("-1", "NaN", "ten", "1e999999999", "9".repeat(200))) {
            Api.asAdministrator()
                    .get("/accounts/quota-wrong/quotas/shop_tokens?requested=" + requested)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", is("requested"));
        }
    }

    private static ValidatableResponse quota(String account, String meter, String requested) {
        return Api.asAdministrator()
                .get("/accounts/" + account + "/quotas/" + meter + "?requested=" + requested)
                .then()
                .statusCode(200);
    }
}
