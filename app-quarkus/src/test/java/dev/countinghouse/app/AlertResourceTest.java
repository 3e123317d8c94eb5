package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.access.KeyScope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class AlertResourceTest extends WebhookCase {

    @Test
    void whoWantsToKnowIsToldOfEachThresholdOnce() {
        String endpoint = webhook("[\"quota.*\"]").get("endpoint.id");
        subscribe();
        use(1_050);
        Keys.engine().checkAlerts().checkDue();
        Keys.engine().checkAlerts().checkDue();
        Endpoints.pump(endpoint);

        assertThat(receiver.requests())
                .extracting(request -> JsonPath.from(request.body()).getString("data.threshold"))
                .containsExactly("80", "100");
        assertThat(receiver.requests()).allSatisfy(request -> {
            JsonPath told = JsonPath.from(request.body());
            assertThat(told.getString("type")).isEqualTo("quota.threshold_crossed");
            assertThat(told.getString("data.meter")).isEqualTo("shop_tokens");
            assertThat(told.getString("data.used")).isEqualTo("1050");
            assertThat(told.getString("data.limit")).isEqualTo("1000");
            get("/alerts/" + told.getString("data.alert"))
                    .body("threshold", is(told.getString("data.threshold")))
                    .body("budget", nullValue());
        });
    }

    @Test
    void alertsAreListedTheLastFirstAndAcknowledged() {
        subscribe();
        use(1_300);
        Keys.engine().checkAlerts().checkDue();
        String cursor = get("/alerts?limit=2")
                .body("items.threshold", contains("120", "100"))
                .body("items[0].meter", is("shop_tokens"))
                .body("items[0].used", is("1300"))
                .body("items[0].period.start", notNullValue())
                .extract()
                .path("nextCursor");
        String id = get("/alerts?limit=2&cursor=" + cursor)
                .body("items.threshold", contains("80"))
                .body("nextCursor", nullValue())
                .body("items[0].acknowledged", nullValue())
                .extract()
                .path("items[0].id");

        String by = acknowledge(key, id).statusCode(200).extract().path("acknowledged.by");
        acknowledge(Keys.of(account, KeyScope.ADMIN), id).statusCode(200).body("acknowledged.by", is(by));
        acknowledge(key, "alert_" + "0".repeat(32)).statusCode(404).body("detail", containsString("alert_000"));
        acknowledge(key, "nothing").statusCode(404);
        Api.with(key)
                .get("/accounts/" + account + "/alerts?cursor=YWxlcnRfMQ")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("cursor"));
        acknowledge(Keys.of(account, KeyScope.READ), id).statusCode(403);
    }

    @Test
    void anAccountChoosesWhatItIsAlertedOf() {
        subscribe();
        get("/alert-thresholds").body("thresholds", contains("80", "100", "120"));
        thresholds("[\"50\", \"12.5\"]").statusCode(200).body("thresholds", contains("12.5", "50"));
        use(600);
        Keys.engine().checkAlerts().checkDue();
        get("/alerts").body("items.threshold", contains("50", "12.5"));
        get("/quotas/shop_tokens").body("thresholds", contains("12.5", "50"));

        thresholds("[]").statusCode(200).body("thresholds", empty());
        Api.with(key)
                .delete("/accounts/" + account + "/alert-thresholds")
                .then()
                .statusCode(200)
                .body("thresholds", hasSize(3));
        for (String wrong : List.of("[\"0\"]", "[\"1001\"]", "[\"many\"]", "[1]")) {
            thresholds(wrong).statusCode(400).body("errors[0].field", containsString("thresholds"));
        }
        Api.asAdministrator().get("/accounts/nobody/alert-thresholds").then().statusCode(404);
    }

    private ValidatableResponse get(String path) {
        return Api.with(key).get("/accounts/" + account + path).then().statusCode(200);
    }

    private ValidatableResponse thresholds(String thresholds) {
        return Api.with(key)
                .body("{\"thresholds\": " + thresholds + "}")
                .put("/accounts/" + account + "/alert-thresholds")
                .then();
    }

    private ValidatableResponse acknowledge(String with, String id) {
        return Api.with(with)
                .post("/accounts/" + account + "/alerts/" + id + "/acknowledge")
                .then();
    }

    private void use(int tokens) {
        Customers.use(account, "shop.tokens", Instant.now(), 1, Map.of("tokens", tokens));
    }
}
