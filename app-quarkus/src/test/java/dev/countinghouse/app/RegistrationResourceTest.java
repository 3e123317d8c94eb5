package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.countinghouse.billing.domain.access.KeyScope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Registering, and the page where customers say who they are. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(Prepaid.Service.class)
class RegistrationResourceTest extends CheckoutCalls {

    @Test
    void whoRegistersIsOnThePlanAndKnownToTheProvider() {
        register("Acme Inc.", ", \"plan\": \"free\"")
                .statusCode(201)
                .body("account.email", equalTo("bills@acme.example"))
                .body("subscription.plan", equalTo("free"))
                .body("subscription.state", equalTo("active"));
        register("Acme Inc.", ", \"plan\": \"free\"").statusCode(201);
        Prepaid.run("sync-customers");

        Api.asAdministrator()
                .queryParam("account", account)
                .body("{\"returnUrl\": \"" + BACK + "\"}")
                .post("/billing/create-portal-session")
                .then()
                .statusCode(201)
                .body("url", startsWith("http://localhost:8080/api/v1/portal-stand-in/"));
        register("Somebody else", ", \"plan\": \"free\"").statusCode(422);
        Api.with(Keys.issueOf(account, KeyScope.BILLING))
                .body("{\"account\": " + accountBody("Acme Inc.") + ", \"plan\": \"free\"}")
                .post("/registrations")
                .then()
                .statusCode(403);
    }

    @Test
    void aRegistrationThatCannotBeLeavesNothing() {
        register("Acme Inc.", "").statusCode(400).body("detail", containsString("plan"));
        register("Acme Inc.", ", \"plan\": \"gold\"").statusCode(404);
        Api.asAdministrator()
                .body("{\"account\": " + accountBody("Acme").replace("bills@", "bills") + ", \"plan\": \"free\"}")
                .post("/registrations")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("email"));
        Api.asAdministrator().get("/accounts/" + account).then().statusCode(404);
    }

    @Test
    void whatTheCustomerSaysInThePortalStandsOnBills() {
        registered();
        String page = Api.asAdministrator()
                .queryParam("account", account)
                .body("{\"returnUrl\": \"" + BACK + "\"}")
                .post("/billing/create-portal-session")
                .path("url");
        RestAssured.get(URI.create(page).getPath()).then().statusCode(200).body(containsString("value=\"Acme Inc.\""));
        browse(
                        page,
                        "/address",
                        Map.of(
                                "name", "Acme \"SE\" <x>",
                                "address", "2 New Street\r\nTown",
                                "taxId", "DE2",
                                "email", "new@acme.example"))
                .statusCode(303)
                .header("Location", BACK);
        browse(page, "/method", Map.of("method", "card_expired")).statusCode(303);
        browse(page, "/method", Map.of("method", "cash")).statusCode(422);
        notices();

        Api.asAdministrator()
                .get("/accounts/" + account)
                .then()
                .body("name", equalTo("Acme \"SE\" <x>"))
                .body("address", equalTo(List.of("2 New Street", "Town")))
                .body("taxId", equalTo("DE2"))
                .body("email", equalTo("new@acme.example"));
        RestAssured.get(URI.create(page).getPath())
                .then()
                .body(containsString("Acme &quot;SE&quot; &lt;x&gt;"))
                .body(containsString("visa 0069"));
        RestAssured.get("/api/v1/portal-stand-in/bps_guessed").then().statusCode(404);
    }

    @Test
    void whatTheHostChangesIsWrittenToTheProvider() {
        registered();
        Api.asAdministrator()
                .body("{\"name\": \"Acme Ltd.\", \"email\": \"x@acme.example\"}")
                .put("/accounts/" + account + "/party")
                .then()
                .statusCode(200)
                .body("address", hasSize(0));
        Api.asAdministrator()
                .body("{\"name\": \"Acme Ltd.\", \"email\": \"x\"}")
                .put("/accounts/" + account + "/party")
                .then()
                .statusCode(400);
        Prepaid.run("sync-customers");
        String page = Api.asAdministrator()
                .queryParam("account", account)
                .body("{\"returnUrl\": \"" + BACK + "\"}")
                .post("/billing/create-portal-session")
                .path("url");

        RestAssured.get(URI.create(page).getPath())
                .then()
                .body(containsString("value=\"Acme Ltd.\""))
                .body(containsString("value=\"x@acme.example\""));
        assertThat(Optional.ofNullable(plan())).contains("free");
    }
}
