package dev.countinghouse.app;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account that pays 80.00 a month in advance, over REST and with the stand-in's notices. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(TestClockTest.Movable.class)
class InvoicePaymentTest {

    private static final AtomicInteger ACCOUNTS = new AtomicInteger();
    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    private String account = "";

    @BeforeEach
    void open() {
        Shop.open();
        account = "payer-" + ACCOUNTS.incrementAndGet();
        Customers.open(account);
        moveTo(START);
    }

    /** The account has a clock of its own. */
    private void moveTo(Instant now) {
        Api.asAdministrator()
                .body("{\"now\": \"" + now + "\"}")
                .put("/accounts/" + account + "/test-clock")
                .then()
                .statusCode(200);
    }

    private void paysBy(String token) {
        Api.asAdministrator()
                .body("{\"token\": \"" + token + "\"}")
                .put("/accounts/" + account + "/payment-method")
                .then()
                .statusCode(200);
    }

    private String subscribe() {
        Customers.subscribe(account + "-main", account, "shop_rich", START);
        Prepaid.run("collect-invoices");
        return Api.asAdministrator()
                .get("/accounts/" + account + "/invoices")
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].number");
    }

    private static ValidatableResponse payment(String invoice) {
        return Api.asAdministrator()
                .get("/invoices/" + invoice + "/payment")
                .then()
                .statusCode(200);
    }

    private void state(String expected) {
        Api.asAdministrator()
                .get("/subscriptions/" + account + "-main")
                .then()
                .statusCode(200)
                .body("state", equalTo(expected));
    }

    @Test
    void anInvoiceIsPaidByItself() {
        String invoice = subscribe();
        payment(invoice)
                .body("status", equalTo("paid"))
                .body("stage", nullValue())
                .body("paid.amount", equalTo("80.00"))
                .body("outstanding.amount", equalTo("0.00"))
                .body("tries.state", contains("succeeded"));
        Api.asAdministrator().get("/invoices/" + invoice).then().body("status", equalTo("paid"));
        Api.asAdministrator()
                .post("/invoices/" + invoice + "/payment")
                .then()
                .statusCode(422)
                .body("detail", containsString("there is nothing to be paid"));
    }

    @Test
    void declinedRestrictedAndRecovered() {
        paysBy("card_declined");
        String invoice = subscribe();
        payment(invoice)
                .body("status", equalTo("open"))
                .body("stage", equalTo("past_due"))
                .body("tries[0].code", equalTo("card_declined"))
                .body("nextTryAt", equalTo(START.plus(Duration.ofDays(1)).toString()));
        state("past_due");

        moveTo(START.plus(Duration.ofDays(11)));
        payment(invoice).body("stage", equalTo("restricted")).body("tries", hasSize(5));
        state("restricted");
        Api.asAdministrator()
                .body("{\"step\": \"to_plan\", \"plan\": \"shop_basic\", \"when\": \"now\", \"quantity\": 1}")
                .post("/subscriptions/" + account + "-main/changes")
                .then()
                .statusCode(422)
                .body("detail", containsString("pay what is due first"));

        paysBy("card_ok");
        Prepaid.run("collect-invoices");
        payment(invoice).body("status", equalTo("paid")).body("stage", nullValue());
        state("active");
    }

    @Test
    void whoeverNeverPaysIsCanceled() {
        paysBy("card_declined");
        String invoice = subscribe();
        moveTo(START.plus(Duration.ofDays(35)));
        payment(invoice).body("status", equalTo("uncollectible")).body("closedAt", notNullValue());
        state("canceled");
    }

    @Test
    void aCustomerConfirmsAtHisBank() {
        paysBy("card_authentication");
        String invoice = subscribe();
        Api.asAdministrator()
                .post("/invoices/" + invoice + "/payment")
                .then()
                .statusCode(200)
                .body("tries[1].state", equalTo("requires_action"))
                .body("tries[1].page", containsString("payment-stand-in"));
        Api.asAdministrator()
                .post("/payment-stand-in/" + account + "/" + invoice + "/authenticate")
                .then()
                .statusCode(204);
        PurchaseCalls.notices();
        payment(invoice).body("status", equalTo("paid"));
    }

    @Test
    void paidPastTheProviderOrWrittenOff() {
        paysBy("card_declined");
        String invoice = subscribe();
        for (int i = 0; i < 2; i++) {
            Api.asAdministrator()
                    .body("{\"reference\": \"transfer 1\"}")
                    .post("/invoices/" + invoice + "/payment/outside")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("paid"))
                    .body("paidOutside", equalTo("transfer 1"));
        }
        Api.asAdministrator()
                .body("{\"reference\": \" \"}")
                .post("/invoices/" + invoice + "/payment/outside")
                .then()
                .statusCode(400);
        Api.asAdministrator()
                .post("/invoices/" + invoice + "/payment/write-off")
                .then()
                .statusCode(422);
        Api.asAdministrator().get("/invoices/NO-000001/payment").then().statusCode(404);
    }

    @Test
    void whatIsCreditedAfterItWasPaidComesBack() {
        String invoice = subscribe();
        String line = Api.asAdministrator()
                .get("/invoices/" + invoice)
                .then()
                .extract()
                .path("lines[0].key");
        Api.asAdministrator()
                .body("{\"id\": \"late\", \"reason\": \"late\", \"lines\": [{\"line\": \"" + line
                        + "\", \"amount\": \"30.00\"}]}")
                .post("/invoices/" + invoice + "/credit-notes")
                .then()
                .statusCode(201);
        payment(invoice).body("refunds.state", contains("requested"));
    }
}
