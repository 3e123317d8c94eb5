package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.access.KeyScope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(Prepaid.Service.class)
class SessionResourceTest {

    private static final String SMALL = "{\"size\": \"small\"}";

    @BeforeEach
    void sell() {
        Prepaid.open();
    }

    private static BigDecimal amount(ValidatableResponse response, String path) {
        return new BigDecimal(response.statusCode(200).extract().<String>path(path + ".amount"));
    }

    @ParameterizedTest
    @CsvSource({
        "free, 0.05, 0.075, 0.10, 0.25",
        "pro, 0.025, 0.0375, 0.05, 0.125",
        "enterprise, 0.01, 0.015, 0.02, 0.05",
        "admin, 0, 0, 0, 0"
    })
    void anHourCostsWhatTheTableSays(String plan, String small, String medium, String large, String gpu) {
        String account = Prepaid.account(plan);
        Prepaid.buy(account, "first", "10.00").statusCode(201).body("state", equalTo("succeeded"));
        Map<String, String> table = Map.of("small", small, "medium", medium, "large", large, "gpu", gpu);

        table.forEach((size, price) -> {
            BigDecimal before = Prepaid.available(account);
            assertThat(amount(Prepaid.estimate(account, size, "PT1H"), "cost"))
                    .as(size)
                    .isEqualByComparingTo(price);
            Prepaid.start(account, size, "{\"size\": \"" + size + "\"}")
                    .statusCode(201)
                    .body("state", equalTo("running"))
                    .body("attributes.size", equalTo(size));
            Prepaid.pass(Duration.ofHours(1));
            ValidatableResponse stopped = Prepaid.post(account, size, "stop");
            assertThat(amount(stopped, "end.cost")).as(size).isEqualByComparingTo(price);
            stopped.body("end.seconds", equalTo(3_600)).body("end.reason", equalTo("stopped"));
            assertThat(Prepaid.available(account)).isEqualByComparingTo(before.subtract(new BigDecimal(price)));
        });
    }

    @Test
    void sessionsAreChargedByTheSecondAndAddUpExactly() {
        String account = Prepaid.account("pro");
        Prepaid.buy(account, "first", "10.00").statusCode(201);
        BigDecimal cost = BigDecimal.ZERO;
        long seconds = 0;
        for (int time : List.of(7, 90, 90)) {
            String id = "s-" + seconds;
            Prepaid.start(account, id, "{\"size\": \"medium\"}").statusCode(201);
            Prepaid.pass(Duration.ofSeconds(time));
            ValidatableResponse stopped = Prepaid.post(account, id, "stop");
            cost = cost.add(amount(stopped, "end.cost"));
            seconds += stopped.extract().<Integer>path("end.seconds");
        }

        assertThat(seconds).isEqualTo(187);
        // 0.0375 · 187 / 3600, rounded once
        assertThat(cost).isEqualByComparingTo("0.001947916667");
        assertThat(Prepaid.available(account)).isEqualByComparingTo(new BigDecimal("10").subtract(cost));
    }

    @Test
    void whoHasTooFewCreditsIsToldHowManyAndWhere() {
        String account = Prepaid.account("pro");

        Prepaid.start(account, "s", SMALL)
                .statusCode(402)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:countinghouse:problem:insufficient-credits"))
                .body("wanted.amount", equalTo("0.004166666667"))
                .body("wanted.unit", equalTo("USD"))
                .body("available.amount", equalTo("0"))
                .body("buy", equalTo("PUT /api/v1/accounts/" + account + "/purchases/{id}"));
        Prepaid.estimate(account, "small", "PT1H").body("missing.amount", equalTo("0.025"));
        Api.asAdministrator().get("/accounts/" + account + "/sessions/s").then().statusCode(404);
    }

    @Test
    void startingAgainChangesNothingAndSomethingElseUnderTheIdIsAConflict() {
        String account = Prepaid.account("free");
        Prepaid.start(account, "s", SMALL).statusCode(201).body("reserved.amount", equalTo("0.008333333333"));
        Prepaid.start(account, "s", SMALL).statusCode(200).body("state", equalTo("running"));
        Prepaid.start(account, "s", "{\"size\": \"gpu\"}").statusCode(409);
        Prepaid.pass(Duration.ofSeconds(30));
        Prepaid.post(account, "s", "stop").statusCode(200);
        Prepaid.start(account, "s", SMALL).statusCode(200).body("state", equalTo("ended"));
        Prepaid.post(account, "s", "stop").statusCode(200).body("end.seconds", equalTo(30));
    }

    @Test
    void oneThatGivesNoSignOfLifeIsChargedUpToTheLast() {
        String account = Prepaid.account("free");
        Prepaid.start(account, "s", SMALL).statusCode(201);
        Prepaid.pass(Duration.ofSeconds(60));
        Prepaid.post(account, "s", "keep").statusCode(200).body("runsOutAt", nullValue());
        Prepaid.pass(Prepaid.PATIENCE.plusMinutes(1));

        Prepaid.run("end-sessions");

        Api.asAdministrator()
                .get("/accounts/" + account + "/sessions/s")
                .then()
                .body("end.reason", equalTo("lost"))
                .body("end.seconds", equalTo(60));
        Prepaid.post(account, "s", "keep").statusCode(200).body("state", equalTo("ended"));
    }

    @Test
    void oneWhoseCreditsRunOutIsToldUntilWhenAndEnded() {
        String account = Prepaid.account("free"); // 5 USD last for 20 hours of a GPU
        Prepaid.start(account, "s", "{\"size\": \"gpu\"}").statusCode(201);
        for (int hour = 1; hour <= 19; hour++) {
            Prepaid.pass(Duration.ofHours(1));
            Prepaid.post(account, "s", "keep").body("runsOutAt", nullValue());
        }
        Prepaid.pass(Duration.ofMinutes(55));
        ValidatableResponse kept = Prepaid.post(account, "s", "keep").body("runsOutAt", notNullValue());
        Instant out = Instant.parse(kept.extract().path("runsOutAt"));
        assertThat(out)
                .isEqualTo(Instant.parse(kept.extract().path("startedAt")).plus(Duration.ofHours(20)));
        Prepaid.moveTo(out.plus(Duration.ofMinutes(2)));

        Api.asAdministrator()
                .get("/accounts/" + account + "/sessions/s")
                .then()
                .body("end.reason", equalTo("out_of_credits"));
    }

    @Test
    void itsLongestTimeEndsItAndOneThatNeverRanCostsNothing() {
        String account = Prepaid.account("free");
        Api.asAdministrator()
                .body("{\"meter\": \"session_seconds\", \"attributes\": " + SMALL + ", \"longest\": \"PT1M\"}")
                .put("/accounts/" + account + "/sessions/short")
                .then()
                .statusCode(201)
                .body("longest", equalTo("PT1M"));
        Prepaid.start(account, "never", SMALL).statusCode(201);
        Prepaid.pass(Duration.ofMinutes(5));
        Prepaid.post(account, "never", "cancel")
                .statusCode(200)
                .body("end.reason", equalTo("canceled"))
                .body("end.cost.amount", equalTo("0"));

        Prepaid.run("end-sessions");
        Api.asAdministrator()
                .get("/accounts/" + account + "/sessions/short")
                .then()
                .body("end.reason", equalTo("time_limit"))
                .body("end.seconds", equalTo(60));
    }

    @Test
    void theyAreListedTheLatestFirstInPages() {
        String account = Prepaid.account("free");
        for (int i = 1; i <= 3; i++) {
            Prepaid.start(account, "s" + i, SMALL).statusCode(201);
            Prepaid.pass(Duration.ofSeconds(1));
        }
        Prepaid.post(account, "s2", "stop").statusCode(200);
        String path = "/accounts/" + account + "/sessions";

        JsonPath first = Api.asAdministrator().get(path + "?limit=2").jsonPath();
        assertThat(first.getList("items.id")).isEqualTo(List.of("s3", "s2"));
        JsonPath second = Api.asAdministrator()
                .get(path + "?limit=2&cursor=" + first.getString("nextCursor"))
                .jsonPath();
        assertThat(second.getList("items.id")).isEqualTo(List.of("s1"));
        assertThat(second.getString("nextCursor")).isNull();
        Api.asAdministrator().get(path + "?running=true").then().body("items.id", equalTo(List.of("s3", "s1")));
        Api.asAdministrator().get("/accounts/nobody/sessions").then().statusCode(404);
    }

    @Test
    void whatIsWrongIsNamed() {
        String account = Prepaid.account("free");
        String path = "/accounts/" + account + "/sessions/";
        Prepaid.start(account, "s", "{\"size\": \"small\", \"seconds\": \"9\"}")
                .statusCode(422)
                .body("errors[0].field", equalTo("attributes.seconds"));
        Prepaid.start(account, "-", SMALL).statusCode(400).body("errors[0].field", equalTo("id"));
        Prepaid.start(account, "s", "{\"size\": null}").statusCode(400).body("detail", containsString("size"));
        Prepaid.start(account, "s", "{\"size\": \"a\\u0000\"}").statusCode(400);
        Prepaid.start("nobody", "s", SMALL).statusCode(404);
        for (Map.Entry<String, Integer> wrong : Map.of(
                        "{}", 400,
                        "{\"meter\": \"none\"}", 404,
                        "{\"meter\": \"storage_gb\"}", 422,
                        "{\"meter\": \"session_seconds\", \"longest\": \"long\"}", 400,
                        "{\"meter\": \"session_seconds\", \"longest\": \"PT0S\"}", 400,
                        "{\"meter\": \"session_seconds\", \"longest\": \"PT9999999999H\"}", 400,
                        "{\"meter\": \"session_seconds\", \"attributes\": []}", 400)
                .entrySet()) {
            Api.asAdministrator()
                    .body(wrong.getKey())
                    .put(path + "s")
                    .then()
                    .statusCode(wrong.getValue())
                    .contentType("application/problem+json");
        }
        Prepaid.estimate(account, "small", "PT-1S").statusCode(400);
        Prepaid.estimate(account, "small", "PT2562047788015215H").statusCode(400);
        Prepaid.start(account, "s", SMALL).statusCode(201);
        Api.asAdministrator()
                .body("{\"at\": \"" + Prepaid.now().plusSeconds(1) + "\"}")
                .post(path + "s/stop")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("at"));
        for (String what : List.of("keep", "stop", "cancel")) {
            Prepaid.post(account, "none", what).statusCode(404);
        }
        Api.asAdministrator().get(path + "?cursor=x").then().statusCode(400);
    }

    @Test
    void aGatewayOfAProjectRunsThemForIt() {
        String account = Prepaid.account("free");
        String key = Keys.ofProject(account, "search");
        Api.with(key)
                .body("{\"meter\": \"session_seconds\", \"attributes\": " + SMALL + "}")
                .put("/accounts/" + account + "/sessions/s")
                .then()
                .statusCode(201)
                .body("attributes.project", equalTo("search"));
        Api.with(key)
                .body("{\"meter\": \"session_seconds\", \"attributes\": {\"project\": \"other\"}}")
                .put("/accounts/" + account + "/sessions/t")
                .then()
                .statusCode(400);
        Api.with(Keys.of(account + "-other", KeyScope.WRITE))
                .get("/accounts/" + account + "/sessions/s")
                .then()
                .statusCode(403);
        Api.asAdministrator().get("/accounts/" + account + "/sessions").then().body("items", hasSize(1));
    }
}
