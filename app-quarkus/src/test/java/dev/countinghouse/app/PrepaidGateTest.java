package dev.countinghouse.app;

import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where credits pay, and by a clock that stands: so that an hour does not end in the middle of a test. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(Prepaid.Service.class)
class PrepaidGateTest {

    @BeforeEach
    void aQuarterPastAnHour() {
        Prepaid.open();
        Prepaid.moveTo(Prepaid.now()
                .truncatedTo(ChronoUnit.HOURS)
                .plus(Duration.ofHours(1))
                .plus(Duration.ofMinutes(15)));
    }

    private static ValidatableResponse consume(String account, String id, int seconds) {
        return Api.asAdministrator()
                .body("{\"id\": \"" + id + "\", \"meter\": \"session_seconds\", \"quantity\": \"" + seconds
                        + "\", \"dimensions\": {\"size\": \"small\"}}")
                .post("/accounts/" + account + "/calls/consume")
                .then();
    }

    @Test
    void whoHasTooFewCreditsIsToldHowManyAndWhere() {
        String account = Prepaid.account("pro");
        consume(account, "a", 3_600)
                .statusCode(402)
                .contentType("application/problem+json")
                .body("type", is("urn:countinghouse:problem:insufficient-credits"))
                .body("reason", is("insufficient_credits"))
                .body("wanted.amount", is("0.025"))
                .body("wanted.unit", is("USD"))
                .body("available.amount", is("0"))
                .body("buy", is("PUT /api/v1/accounts/" + account + "/purchases/{id}"));
        Prepaid.buy(account, "first", "10.00").statusCode(201);
        consume(account, "a", 3_600).statusCode(200);
    }

    @Test
    void aRateIsOfTheClockHourAndAnswersSayWhenItIsOver() {
        String account = Prepaid.account("free");
        Api.asAdministrator()
                .body("{\"measure\": \"calls\", \"window\": \"hour\", \"most\": \"2\"}")
                .put("/accounts/" + account + "/limits/hourly")
                .then()
                .statusCode(201);
        for (int call = 1; call <= 2; call++) {
            consume(account, "c" + call, 1).statusCode(200);
        }
        consume(account, "c2", 1).statusCode(200);
        consume(account, "c3", 1)
                .statusCode(429)
                .header("Retry-After", "2700")
                .body("reason", is("rate_limited"))
                .body("retryAt", is(Prepaid.now().plus(Duration.ofMinutes(45)).toString()));
        Prepaid.pass(Duration.ofMinutes(45));
        consume(account, "c3", 1).statusCode(200);
    }

    @Test
    void callsAreForgottenADayAfterTheyAreOver() {
        String account = Prepaid.account("free");
        String path = "/accounts/" + account + "/reservations/old";
        consume(account, "old", 1).statusCode(200);
        Prepaid.pass(Duration.ofHours(23));
        Prepaid.run("purge");
        Api.asAdministrator().get(path).then().statusCode(200);
        Prepaid.pass(Duration.ofHours(2));
        Prepaid.run("purge");
        Api.asAdministrator().get(path).then().statusCode(404);
    }
}
