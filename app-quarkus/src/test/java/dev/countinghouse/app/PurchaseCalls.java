package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.app.payment.Payments;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** Calls about purchases of an account of its own for each test. */
abstract class PurchaseCalls {

    static final String MONEY = "{\"amount\": \"%s\", \"currency\": \"USD\"}";

    @Inject
    Payments payments;

    String account = "";

    @BeforeEach
    void open() {
        Prepaid.open();
        account = Prepaid.account("pro");
    }

    ValidatableResponse payBy(String token) {
        return Api.asAdministrator()
                .body("{\"token\": \"" + token + "\"}")
                .put("/accounts/" + account + "/payment-method")
                .then();
    }

    ValidatableResponse read(String id) {
        return Api.asAdministrator()
                .get("/accounts/" + account + "/purchases/" + id)
                .then()
                .statusCode(200);
    }

    void play(String purchase, String what, String body) {
        Api.asAdministrator()
                .body(body)
                .post("/payment-stand-in/" + account + "/" + purchase + "/" + what)
                .then()
                .statusCode(204);
    }

    /** Whatever is pending is sent, kept, and worked off. */
    static void notices() {
        Prepaid.run("send-payment-notices");
        workOff();
    }

    static void workOff() {
        Prepaid.run("work-off-notices");
    }

    void has(String credits) {
        assertThat(Prepaid.available(account)).isEqualByComparingTo(credits);
    }

    ValidatableResponse refund(String purchase, String id, String amount) {
        return Api.asAdministrator()
                .body("{\"amount\": " + MONEY.formatted(amount) + "}")
                .put("/accounts/" + account + "/purchases/" + purchase + "/refunds/" + id)
                .then();
    }

    static ValidatableResponse send(SignedNotice notice, String body) {
        RequestSpecification request = Api.anonymous();
        notice.headers().forEach(request::header);
        return request.body(body).post("/webhooks/payments").then();
    }
}
