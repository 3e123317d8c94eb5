package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service whose invoices are the provider's; the stand-in plays him. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(ProviderCatalogueResourceTest.Invoiced.class)
class ProviderCatalogueResourceTest {

    public static final class Invoiced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("countinghouse.invoicing", "provider");
        }
    }

    private static final String STACK = CatalogueWriter.yaml(ExampleCatalogue.BILLING_STACK.catalogue());

    private static ValidatableResponse publish(String text) {
        return Api.asAdministrator()
                .contentType("application/yaml")
                .body(text.getBytes(StandardCharsets.UTF_8))
                .post("/catalogues")
                .then();
    }

    private static ValidatableResponse apply() {
        return Api.asAdministrator().post("/provider-catalogue").then().statusCode(200);
    }

    @Test
    void theStackOfFiveMetricsInThreePlansIsPublishedAndProvisionedOnce() {
        publish(STACK.replace("in: advance", "in: arrears"))
                .statusCode(400)
                .body("type", containsString("invalid-input"))
                .body("errors", hasSize(2))
                .body("errors[0].field", equalTo("plans.enterprise.charges.base.in"))
                .body("errors[0].message", containsString("is arrears, the provider invoices fees in advance"))
                .body("errors[0].message", containsString("(line "));
        Api.asAdministrator().get("/catalogues/current").then().statusCode(404);
        publish(STACK).statusCode(201);

        Api.asAdministrator()
                .get("/provider-catalogue")
                .then()
                .statusCode(200)
                .body("revision", equalTo(1))
                .body("changes", hasSize(33))
                .body("changes[0].action", equalTo("create"))
                .body("changes[0].kind", equalTo("meter"))
                .body("changes[0].name", equalTo("enterprise:llm_tokens"))
                .body("prices", hasSize(0));

        List<String> prices = apply().body("changes", hasSize(33))
                .body("prices", hasSize(12))
                .body("prices[0].plan", equalTo("enterprise"))
                .body("prices.find { it.charge == 'base' }.meter", nullValue())
                .body("prices.find { it.charge == 'llm_tokens' }.meter", notNullValue())
                .extract()
                .path("prices.price");
        apply().body("changes", hasSize(0)).body("unchanged", equalTo(33)).body("prices.price", equalTo(prices));

        publish(STACK.replace("fee: 99.00", "fee: 129.00")).statusCode(201);
        List<String> more = apply().body("changes", hasSize(1))
                .body("changes[0].action", equalTo("replace"))
                .body("changes[0].before", equalTo("99.00 USD every month"))
                .body("changes[0].after", equalTo("129.00 USD every month"))
                .body("prices.findAll { it.plan == 'standard' }.version.unique()", contains(1, 2))
                .extract()
                .path("prices.price");
        assertThat(more).containsAll(prices);
    }

    @Test
    void onlyTheAdministratorSeesIt() {
        Api.anonymous().get("/provider-catalogue").then().statusCode(401);
        Api.anonymous().post("/provider-catalogue").then().statusCode(not(200));
    }
}
