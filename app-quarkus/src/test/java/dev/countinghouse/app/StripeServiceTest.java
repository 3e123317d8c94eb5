package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.countinghouse.app.payment.Payments;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The service with a key for Stripe, which is away. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(StripeServiceTest.WithAKey.class)
class StripeServiceTest {

    static final String SECRET = "whsec_ofTheTest";

    public static final class WithAKey implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "countinghouse.payments.stripe.secret-key", "sk_test_ofTheTest",
                    "countinghouse.payments.stripe.webhook-secrets", SECRET,
                    "countinghouse.payments.stripe.api-base", "http://127.0.0.1:1",
                    "countinghouse.payments.stripe.retries", "0");
        }
    }

    @Inject
    Payments payments;

    static String signature(String body) {
        try {
            long now = Instant.now().getEpochSecond();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signed = mac.doFinal((now + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + now + ",v1=" + HexFormat.of().formatHex(signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void itRunsWithoutTheStandInAndSendsCustomersToStripesPages() {
        assertThat(payments.standIn()).isEmpty();
        assertThat(payments.standInPages()).isEmpty();
        Prepaid.run("sync-customers");
        Prepaid.run("resume-checkouts");
        Prepaid.run("collect-invoices");
        Customers.open("stripe-customer");
        Api.asAdministrator()
                .body("{\"returnUrl\": \"http://localhost:8080/\"}")
                .post("/billing/create-portal-session?account=stripe-customer")
                .then()
                .statusCode(503);
        Api.asAdministrator()
                .body("{\"id\": \"first\", \"successUrl\": \"http://localhost:3000/done\","
                        + " \"cancelUrl\": \"http://localhost:3000/back\"}")
                .post("/billing/create-checkout-session?account=stripe-customer")
                .then()
                .statusCode(503);
        Api.asAdministrator()
                .get("/billing/checkout-sessions/first?account=stripe-customer")
                .then()
                .statusCode(200)
                .body("state", equalTo("requested"));
    }

    @Test
    void whatStripeTellsIsKeptIfStripeHasSignedIt() {
        String body = "{\"id\": \"evt_of_the_test\", \"object\": \"event\", \"created\": 1772323200, \"api_version\":"
                + " \"2026-07-29.dahlia\", \"type\": \"payment_intent.succeeded\", \"data\": {\"object\": {\"id\": \"pi_1\"}}}";
        for (int i = 0; i < 2; i++) {
            Api.anonymous()
                    .header("Stripe-Signature", signature(body))
                    .body(body)
                    .post("/billing/webhook")
                    .then()
                    .statusCode(204);
        }
        for (String wrong : new String[] {"", "t", "t=abc", "t=1,v1=00", signature(body + " ")}) {
            Api.anonymous()
                    .header("Stripe-Signature", wrong)
                    .body(body)
                    .post("/billing/webhooks")
                    .then()
                    .statusCode(400);
        }
        Api.asAdministrator()
                .get("/provider-notices")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo("evt_of_the_test"));
    }
}
