package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.access.KeyScope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Quotas and margins taken back to what they came from. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class ExplanationResourceTest {

    private static final String ACCOUNT = "explained";
    private static final String QUOTA = "/accounts/" + ACCOUNT + "/quotas/shop_tokens/explanation";
    private static final String MARGIN = "/accounts/" + ACCOUNT + "/margin/explanation";

    /** On basic with an add-on: 1,500 tokens included, 3,000 used by two projects, and three responses. */
    @BeforeEach
    void aMonthThatRuns() {
        Shop.open();
        if (Stored.of(ACCOUNT).account().isEmpty()) {
            Customers.open(ACCOUNT);
            Customers.subscribe("explained-main", ACCOUNT, "shop_basic", Customers.daysAgo(3));
            Customers.subscribe("explained-boost", ACCOUNT, "shop_boost", Customers.daysAgo(3));
            Customers.use(ACCOUNT, "shop.tokens", Customers.daysAgo(2), 2, Map.of("tokens", 1_000, "project", "one"));
            Customers.use(ACCOUNT, "shop.tokens", Customers.daysAgo(2), 1, Map.of("tokens", 1_000, "project", "two"));
            for (int i = 0; i < 3; i++) {
                Api.asAdministrator()
                        .body(
                                """
                                [{"id": "explained-%d", "source": "test", "subject": "explained", "time": "%s",
                                  "provider": "openai", "apiFlavor": "chat", "dimensions": {"project": "one"},
                                  "response": {"model": "gpt-4o",
                                               "usage": {"prompt_tokens": 1000, "completion_tokens": 100}}}]
                                """
                                        .formatted(i, Customers.daysAgo(2)))
                        .post("/llm/responses")
                        .then()
                        .statusCode(200);
            }
        }
    }

    private static ValidatableResponse get(String path) {
        return Api.asAdministrator().get(path).then();
    }

    @Test
    void aQuotaIsExplainedBySourcesSegmentsAndEvents() {
        get(QUOTA)
                .statusCode(200)
                .body("quota.used", is("3000"))
                .body("quota.included", is("1500"))
                .body("basis.plan", is("shop_basic"))
                .body("basis.version", is(1))
                .body("basis.cap", is("none"))
                .body("basis.onChange", is("carry"))
                .body("basis.included.plan", contains("shop_basic", "shop_boost"))
                .body("basis.included.addOn", hasItem("explained-boost"))
                .body("basis.included.total", contains("1000", "500"))
                .body("basis.reachedAt", nullValue())
                .body("basis.segments.used", contains("3000"))
                .body("events.size()", is(3))
                .body("nextCursor", nullValue());
        Response first = get(QUOTA + "?limit=2").extract().response();
        get(QUOTA + "?limit=2&cursor=" + first.path("nextCursor"))
                .statusCode(200)
                .body("events.size()", is(1))
                .body("nextCursor", nullValue());
    }

    @Test
    void aMarginIsExplainedByLinesModelsAndResponses() {
        Response explained =
                get(MARGIN + "?group=project:one").statusCode(200).extract().response();

        // 1,500 of 3,000 tokens are beyond what is included, 0.001 each, of which one has two thirds
        assertThat(explained.<List<String>>path("revenue.charge")).contains("tokens");
        int tokens = explained.<List<String>>path("revenue.charge").indexOf("tokens");
        assertThat(explained.<String>path("revenue[" + tokens + "].amount.amount"))
                .isEqualTo("1.50");
        assertThat(explained.<String>path("revenue[" + tokens + "].weight")).isEqualTo("2000");
        assertThat(explained.<String>path("revenue[" + tokens + "].weights")).isEqualTo("3000");
        assertThat(explained.<String>path("revenue[" + tokens + "].part.amount"))
                .isEqualTo("1");
        assertThat(sum(explained.path("revenue.part.amount")))
                .isEqualByComparingTo(explained.<String>path("margin.revenue.amount"));
        assertThat(sum(explained.path("costs.cost.total")))
                .isEqualByComparingTo(explained.<String>path("margin.providerCost.amount"));
        assertThat(explained.<List<String>>path("costs.model")).containsExactly("gpt-4o");
        assertThat(sum(explained.path("events.cost.total")))
                .isEqualByComparingTo(explained.<String>path("margin.providerCost.amount"));
        assertThat(sum(explained.path("events[0].steps.amount.amount")))
                .isEqualByComparingTo(explained.<String>path("events[0].cost.total"));
        assertThat(explained.<List<String>>path("events[0].steps.kind")).contains("input_tokens", "output_tokens");

        get(MARGIN + "?group=project:one&limit=2").body("events.size()", is(2));
        get(MARGIN).statusCode(200).body("margin.group.size()", is(0));
    }

    private static BigDecimal sum(List<String> amounts) {
        return new ArrayList<>(amounts).stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void whatIsWrongIsNamed() {
        get("/accounts/nobody-here/quotas/shop_tokens/explanation").statusCode(404);
        get("/accounts/" + ACCOUNT + "/quotas/unheard_of/explanation")
                .statusCode(404)
                .body("detail", containsString("unheard_of"));
        get(QUOTA + "?limit=0").statusCode(400).body("detail", containsString("limit"));
        get(QUOTA + "?cursor=made-up").statusCode(400).body("detail", containsString("made-up"));
        get(MARGIN + "?group=project").statusCode(400).body("detail", containsString("project:search"));
        get(MARGIN + "?group=a:1&group=a:2").statusCode(400).body("detail", containsString("twice"));
        get(MARGIN + "?group=project:none").statusCode(404).body("detail", containsString("none"));
        get(MARGIN + "?asOf=yesterday").statusCode(400).body("detail", containsString("yesterday"));
    }

    @Test
    void aCustomerSeesItsQuotaExplainedAndNoMargin() {
        String other = Keys.of("explained-other", KeyScope.ADMIN);
        assertThat(Api.with(other).get(QUOTA).statusCode()).isEqualTo(403);
        assertThat(Api.with(other)
                        .get("/accounts/explained-other/quotas/shop_tokens/explanation")
                        .then()
                        .body("quota.reason", is("no_active_subscription"))
                        .body("basis", nullValue())
                        .extract()
                        .statusCode())
                .isEqualTo(200);
        assertThat(Api.with(other)
                        .get("/accounts/explained-other/margin/explanation")
                        .statusCode())
                .isEqualTo(403);
    }
}
