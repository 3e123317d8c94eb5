package dev.countinghouse.app;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A month that the provider invoices, over REST and on a test clock; the stand-in plays him. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(ProvidedMonthTest.Invoiced.class)
class ProvidedMonthTest {

    public static final class Invoiced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("countinghouse.invoicing", "provider", "countinghouse.test-clock", "true");
        }
    }

    /** The worked example of the stack: 99.00 for the plan and 87.50 for what is used beyond it. */
    @Test
    void whatIsUsedBeyondThePlanIsOnTheProvidersInvoice() {
        Api.asAdministrator()
                .contentType("application/yaml")
                .body(CatalogueWriter.yaml(ExampleCatalogue.BILLING_STACK.catalogue())
                        .getBytes(StandardCharsets.UTF_8))
                .post("/catalogues")
                .then()
                .statusCode(201);
        Api.asAdministrator().post("/provider-catalogue").then().statusCode(200);
        Prepaid.moveTo(Instant.parse("2026-03-01T00:00:00Z"));
        Customers.open("provided");
        Api.asAdministrator()
                .body("{\"token\": \"card_ok\"}")
                .put("/accounts/provided/payment-method")
                .then()
                .statusCode(200);
        Customers.subscribe("provided-main", "provided", "standard", Prepaid.now());
        Prepaid.moveTo(Instant.parse("2026-03-10T00:00:00Z"));
        Customers.use("provided", "llm.tokens", Prepaid.now(), 1, Map.of("tokens", 3_750_000));
        Customers.use("provided", "storage.level", Prepaid.now(), 1, Map.of("gb", 220));

        Prepaid.moveTo(Instant.parse("2026-04-01T02:00:00Z"));
        Prepaid.run("copy-invoices");
        Api.asAdministrator()
                .get("/provider-invoices?account=provided")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.status", everyItem(equalTo("paid")))
                .body("items.total.amount", contains("186.50", "99.00"))
                .body(
                        "items[0].lines.findAll { it.amount.amount != '0.00' }.amount.amount",
                        containsInAnyOrder("27.50", "60.00", "99.00"));
        Api.asAdministrator()
                .get("/accounts/provided/usage-reports")
                .then()
                .statusCode(200)
                .body("items.state", everyItem(equalTo("sent")))
                // what is stored goes on to be in April
                .body("items.difference", containsInAnyOrder("2750000", "120", "120"))
                .body("totals.missing", everyItem(equalTo("0")));
        Api.asAdministrator()
                .get("/accounts/provided/invoices")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }
}
