package dev.countinghouse.app;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a payment becomes later: notices come over HTTP as a provider's do. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(Prepaid.Service.class)
class PaymentNoticesTest extends PurchaseCalls {

    @Test
    void whoHasToAuthenticateHimselfIsSentToAPage() {
        payBy("card_authentication").statusCode(200);
        Prepaid.buy(account, "one", "10.00")
                .statusCode(201)
                .body("state", equalTo("requires_action"))
                .body("url", startsWith("http://localhost:8080/api/v1/payment-stand-in/"));
        play("one", "authenticate", "{\"succeeds\": true}");
        has("0");
        notices();
        read("one").body("state", equalTo("succeeded")).body("url", nullValue());
        has("10");

        Prepaid.buy(account, "two", "10.00").body("state", equalTo("requires_action"));
        play("two", "authenticate", "{\"succeeds\": false}");
        notices();
        read("two").body("failure.code", equalTo("authentication_failed"));
        Api.asAdministrator()
                .body("{\"amount\": " + MONEY.formatted("10.00") + ", \"customerPresent\": false}")
                .put("/accounts/" + account + "/purchases/three")
                .then()
                .body("failure.code", equalTo("authentication_required"));
    }

    @Test
    void aBankDecidesLaterAndTellsByAWebhook() {
        payBy("bank_async_ok").statusCode(200);
        Prepaid.buy(account, "early", "10.00").statusCode(201).body("state", equalTo("processing"));
        Prepaid.buy(account, "late", "15.00").statusCode(201).body("state", equalTo("processing"));
        play("early", "decide", "{}");
        notices();
        read("early").body("state", equalTo("succeeded"));
        read("late").body("state", equalTo("processing"));
        has("10");

        Prepaid.pass(Duration.ofDays(3));
        notices();
        read("late").body("state", equalTo("succeeded"));
        has("25");

        payBy("bank_async_fails").statusCode(200);
        Prepaid.buy(account, "never", "10.00").body("state", equalTo("processing"));
        play("never", "decide", "{}");
        notices();
        read("never").body("failure.code", equalTo("insufficient_funds"));
        has("25");
    }

    @ParameterizedTest
    @CsvSource({"card_timeout_after_charge", "card_timeout_before_charge"})
    void afterATimeoutAskingAgainFindsOutAndChargesOnce(String token) {
        payBy(token).statusCode(200);
        Prepaid.buy(account, "one", "10.00").statusCode(503);
        read("one").body("state", equalTo("requested"));
        Prepaid.buy(account, "one", "10.00").statusCode(200).body("state", equalTo("succeeded"));
        notices();
        has("10");
    }

    @Test
    void aDisputeTakesTheCreditsAndOneThatIsWonBringsThemBack() {
        Prepaid.buy(account, "one", "25.00").statusCode(201);
        play("one", "dispute", "{\"reason\": \"product_not_received\"}");
        notices();
        read("one").body("dispute.state", equalTo("open")).body("dispute.reason", equalTo("product_not_received"));
        has("0");

        play("one", "close-dispute", "{\"won\": true}");
        notices();
        read("one").body("dispute.state", equalTo("won"));
        has("26.25");

        payBy("card_dispute").statusCode(200);
        Prepaid.buy(account, "two", "10.00").statusCode(201).body("state", equalTo("succeeded"));
        Prepaid.pass(Duration.ofDays(2));
        notices();
        read("two").body("dispute.reason", equalTo("fraudulent"));
        play("two", "close-dispute", "{\"won\": false}");
        notices();
        read("two").body("dispute.state", equalTo("lost"));
        has("26.25");
    }

    @Test
    void onlyTheProviderIsHeardAndAsOftenAsHeLikes() {
        payBy("bank_async_ok").statusCode(200);
        Prepaid.buy(account, "one", "10.00").body("state", equalTo("processing"));
        notices();
        play("one", "decide", "{}");
        SignedNotice notice =
                payments.standIn().orElseThrow().pendingNotices(10).get(0);

        send(notice, notice.body() + " ").statusCode(400).contentType("application/problem+json");
        Api.anonymous().body("{}").post("/webhooks/payments").then().statusCode(400);
        Api.anonymous()
                .header("Idempotency-Key", "mine")
                .body("{}")
                .post("/webhooks/payments")
                .then()
                .statusCode(400);
        Api.anonymous()
                .body("x".repeat(300_000))
                .post("/webhooks/payments")
                .then()
                .statusCode(413);
        read("one").body("state", equalTo("processing"));
        for (int i = 0; i < 3; i++) {
            send(notice, notice.body()).statusCode(204);
        }
        read("one").body("state", equalTo("processing"));
        workOff();
        read("one").body("state", equalTo("succeeded"));
        has("10");
    }

    @Test
    void theStandInIsForTheAdministratorAndRefusesWhatCannotBe() {
        Prepaid.buy(account, "one", "10.00").statusCode(201);
        String path = "/payment-stand-in/" + account + "/one/";
        Api.asAdministrator().body("{}").post(path + "decide").then().statusCode(422);
        Api.asAdministrator().body("{}").post(path + "close-dispute").then().statusCode(400);
        Api.asAdministrator()
                .body("{\"won\": true}")
                .post(path + "close-dispute")
                .then()
                .statusCode(422);
        Api.asAdministrator()
                .body("{}")
                .post("/payment-stand-in/" + account + "/none/decide")
                .then()
                .statusCode(404);
        Api.with(Keys.issueForAll(KeyScope.BILLING).credential().text())
                .body("{}")
                .post(path + "dispute")
                .then()
                .statusCode(403);
    }
}
