package dev.countinghouse.app;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that Stripe invoices for, from the notice of an invoice to what is done about it. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@QuarkusTestResource(value = InvoiceAtStripe.class, restrictToAnnotatedClass = true)
@TestProfile(ProviderInvoiceResourceTest.InvoicedByStripe.class)
class ProviderInvoiceResourceTest {

    private static final AccountId BILLED = new AccountId("stripe-billed");

    public static final class InvoicedByStripe implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "countinghouse.invoicing", "provider",
                    "countinghouse.payments.stripe.secret-key", "sk_test_ofTheTest",
                    "countinghouse.payments.stripe.webhook-secrets", StripeServiceTest.SECRET,
                    "countinghouse.payments.stripe.retries", "0");
        }
    }

    @Inject
    Storage storage;

    private static void notice(String id, String type, String object) {
        String body = "{\"id\": \"" + id + "\", \"object\": \"event\", \"created\": 1775001700, \"api_version\":"
                + " \"2026-07-29.dahlia\", \"type\": \"" + type + "\", \"data\": {\"object\": {\"id\": \"" + object
                + "\"}}}";
        Api.anonymous()
                .header("Stripe-Signature", StripeServiceTest.signature(body))
                .body(body)
                .post("/billing/webhook")
                .then()
                .statusCode(204);
        Prepaid.run("work-off-notices");
    }

    private static ValidatableResponse post(String path, String body) {
        return Api.asAdministrator()
                .body(body)
                .post("/provider-invoices" + path)
                .then();
    }

    @Test
    void anInvoiceOfStripesIsFollowedAndChanged() {
        String key = Keys.of("stripe-billed", KeyScope.BILLING);
        storage.transactions()
                .inTransaction(Scope.of(BILLED), () -> storage.customerRefs().add(BILLED, new CustomerRef("cus_1")));
        notice("evt_1", "invoice.created", "in_1");
        String another = Keys.of("stripe-other", KeyScope.BILLING);

        Api.with(key)
                .get("/provider-invoices/in_1")
                .then()
                .statusCode(200)
                .body("account", equalTo("stripe-billed"))
                .body("status", equalTo("draft"))
                .body("number", nullValue())
                .body("total.amount", equalTo("20.00"))
                .body("lines", hasSize(1))
                .body("lines[0].description", equalTo("2 × Pro"))
                .body("lines[0].quantity", equalTo("2"));
        Api.with(another).get("/provider-invoices/in_1").then().statusCode(404);
        Api.with(another).post("/provider-invoices/in_1/pay").then().statusCode(404);
        Api.with(another).get("/provider-invoices").then().statusCode(200).body("items", hasSize(0));
        Api.with(another).get("/provider-invoices?account=stripe-billed").then().statusCode(403);
        Api.with(key)
                .get("/provider-invoices?status=open")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        Api.with(key)
                .get("/provider-invoices?status=owed")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("status"));
        Api.asAdministrator()
                .get("/provider-invoices?account=stripe-billed&limit=1")
                .then()
                .statusCode(200)
                .body("items.reference", hasItem("in_1"));
        for (String step : new String[] {"finalize", "void", "write-off", "paid-outside"}) {
            Api.with(key).post("/provider-invoices/in_1/" + step).then().statusCode(403);
        }

        post("/in_1/void", "")
                .statusCode(422)
                .body("detail", equalTo("the invoice is draft, it would have to be open or uncollectible"));
        post("/in_1/finalize", "")
                .statusCode(200)
                .body("status", equalTo("open"))
                .body("number", equalTo("F-1"));
        Api.with(key)
                .post("/provider-invoices/in_1/pay")
                .then()
                .statusCode(422)
                .body("detail", equalTo("Your card was declined."));
        credits(key);
        post("/in_1/void", "").statusCode(200).body("status", equalTo("void"));
        notice("evt_2", "invoice.voided", "in_1");
        notice("evt_3", "credit_note.created", "cn_1");
        Api.asAdministrator().get("/provider-invoices/in_9").then().statusCode(404);
        Api.asAdministrator().get("/provider-notices/evt_2").then().body("state", equalTo("done"));
        Prepaid.run("copy-invoices");
    }

    private static void credits(String key) {
        String order = "{\"id\": \"outage\", \"amount\": \"5.00\", \"reason\": \"sorry\"}";
        Api.with(key)
                .body(order)
                .post("/provider-invoices/in_1/credit-notes")
                .then()
                .statusCode(403);
        for (int i = 0; i < 2; i++) {
            post("/in_1/credit-notes", order)
                    .statusCode(200)
                    .body("remaining.amount", equalTo("15.00"))
                    .body("creditNotes", hasSize(1))
                    .body("creditNotes[0].number", equalTo("F-1-CN-1"));
        }
        post("/in_1/credit-notes", order.replace("5.00", "6.00"))
                .statusCode(409)
                .body("detail", containsString("outage"));
        post("/in_1/credit-notes", order.replace("outage", "more").replace("5.00", "99.00"))
                .statusCode(422)
                .body("detail", containsString("at most"));
        post("/in_1/credit-notes", order.replace("5.00", "-5.00"))
                .statusCode(400)
                .body("errors[0].field", equalTo("amount"));
    }
}
