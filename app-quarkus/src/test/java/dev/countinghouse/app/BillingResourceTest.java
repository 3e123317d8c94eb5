package dev.countinghouse.app;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The addresses that older systems call; what they answer is tested where it comes from. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class BillingResourceTest {

    @BeforeEach
    void shop() {
        Shop.open();
    }

    @Test
    void anAccountHasItsMainSubscriptionAndItsInvoices() {
        Customers.open("old");
        Api.asAdministrator().get("/billing/subscription?account=old").then().statusCode(404);
        Customers.subscribe("old-main", "old", "shop_basic", Customers.daysAgo(5));
        Customers.subscribe("old-boost", "old", "shop_boost", Customers.daysAgo(4));

        Api.asAdministrator()
                .get("/billing/subscription?account=old")
                .then()
                .statusCode(200)
                .body("id", is("old-main"))
                .body("state", is("active"));
        Response invoices = Api.asAdministrator().get("/billing/invoices?account=old");
        invoices.then().statusCode(200).body("items[0].total.amount", is("10.00"));
        Api.asAdministrator()
                .body("{\"step\": \"cancel\", \"when\": \"now\"}")
                .post("/subscriptions/old-main/changes")
                .then()
                .statusCode(200);
        Api.asAdministrator().get("/billing/subscription?account=old").then().body("state", is("canceled"));
    }

    @Test
    void aTrialIsActivatedOnce() {
        Customers.open("old-trial");
        activate("old-trial", "shop_basic").then().statusCode(422).body("detail", containsString("no trial"));
        activate("old-trial", "shop_pro")
                .then()
                .statusCode(201)
                .body("state", is("trialing"))
                .body("plan", is("shop_pro"));
        Stored.unchanged(
                "old-trial",
                () -> activate("old-trial", "shop_pro").then().statusCode(422).body("detail", containsString("trial")));
        Api.asAdministrator().get("/accounts/old-trial/subscriptions").then().body("items.state", contains("trialing"));
    }

    @Test
    void whatIsWrongIsNamed() {
        Customers.open("old-wrong");
        for (String path : List.of("/billing/subscription", "/billing/usage", "/billing/invoices")) {
            Api.asAdministrator().get(path).then().statusCode(400).body("errors[0].field", is("account"));
            Api.asAdministrator().get(path + "?account=").then().statusCode(400).body("errors[0].field", is("account"));
            Api.asAdministrator().get(path + "?account=nobody").then().statusCode(404);
        }
        Stored.unchanged("old-wrong", () -> {
            activate("old-wrong", "nothing").then().statusCode(404);
            activate("old-wrong", "no plan").then().statusCode(400).body("errors[0].field", is("plan"));
            activate("nobody", "shop_pro").then().statusCode(404);
            Api.asAdministrator()
                    .body("{}")
                    .post("/billing/activate-trial?account=old-wrong")
                    .then()
                    .statusCode(400);
        });
    }

    private static Response activate(String account, String plan) {
        return Api.asAdministrator()
                .body("{\"plan\": \"" + plan + "\"}")
                .post("/billing/activate-trial?account=" + account);
    }
}
