package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.access.KeyScope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages to pay on: the browser's part is played, notices come over HTTP. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(Prepaid.Service.class)
class CheckoutResourceTest extends CheckoutCalls {

    @Test
    void fromRegisteringToAPlanThatIsPaidFor() {
        registered();
        String page = pageOf("{\"id\": \"to-pro\", \"plan\": \"pro\"");
        assertThat(checkout("{\"id\": \"to-pro\", \"plan\": \"pro\"").extract().<String>path("url"))
                .isEqualTo(page);
        session("to-pro").body("state", equalTo("open")).body("plan", equalTo("pro"));
        RestAssured.get(URI.create(page).getPath())
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("Choose what you pay by"));

        browse(page, "/complete", Map.of("method", "card_dispute"))
                .statusCode(303)
                .header("Location", DONE);
        assertThat(plan()).as("that he comes back proves nothing").isEqualTo("free");
        notices();

        session("to-pro").body("state", equalTo("completed")).body("url", nullValue());
        assertThat(plan()).isEqualTo("pro");
        Api.asAdministrator()
                .get("/accounts/" + account + "/payment-method")
                .then()
                .body("label", equalTo("visa 0259"));
        browse(page, "/complete", Map.of("method", "card_ok")).statusCode(404);
    }

    @Test
    void creditsAreBoughtOnThePage() {
        registered();
        String page = pageOf("{\"id\": \"buy\", \"amount\": {\"amount\": \"15.00\", \"currency\": \"USD\"}");
        session("buy").body("purchase", equalTo("checkout/buy")).body("purchaseState", equalTo("requested"));
        browse(page, "/complete", Map.of("method", "card_declined"))
                .statusCode(422)
                .body(containsString("declined"));
        browse(page, "/complete", Map.of("method", "<b>")).statusCode(422).body(not(containsString("<b>")));
        browse(page, "/cancel", Map.of()).statusCode(303).header("Location", BACK);
        has("5");
        browse(page, "/complete", Map.of("method", "card_ok")).statusCode(303).header("Location", DONE);
        notices();
        notices();

        session("buy").body("state", equalTo("completed")).body("purchaseState", equalTo("succeeded"));
        has("20");
        Api.asAdministrator()
                .get("/accounts/" + account + "/purchases")
                .then()
                .body("items", hasSize(1))
                .body("items[0].origin", equalTo("checkout"));
    }

    @Test
    void aBankTakesDaysAndThePageExpires() {
        registered();
        String page = pageOf("{\"id\": \"slow\", \"amount\": {\"amount\": \"10.00\", \"currency\": \"USD\"}");
        pageOf("{\"id\": \"never\", \"amount\": {\"amount\": \"10.00\", \"currency\": \"USD\"}");
        browse(page, "/complete", Map.of("method", "bank_async_ok")).statusCode(303);
        notices();
        session("slow").body("state", equalTo("completed")).body("purchaseState", equalTo("processing"));

        Prepaid.pass(Duration.ofDays(1));
        notices();
        session("never").body("state", equalTo("expired")).body("purchaseState", equalTo("failed"));
        has("5");
        Prepaid.pass(Duration.ofDays(2));
        notices();
        session("slow").body("purchaseState", equalTo("succeeded"));
        has("15");
    }

    @Test
    void somebodyEndsACheckoutInTheDashboard() {
        registered();
        String page = pageOf("{\"id\": \"ended\"");
        String path = URI.create(page).getPath() + "/expire";
        RestAssured.given().post(path).then().statusCode(401);
        RestAssured.given()
                .header("Authorization", "Bearer " + ServiceDatabase.ADMIN_KEY)
                .post(path)
                .then()
                .statusCode(204);
        notices();

        session("ended").body("state", equalTo("expired"));
    }

    @Test
    void whatIsWrongIsNamed() {
        registered();
        String amount = "\"amount\": {\"amount\": \"%s\", \"currency\": \"USD\"}";
        checkout("{\"id\": \"a b\"").statusCode(400).body("errors[0].field", equalTo("id"));
        checkout("{\"plan\": \"pro\", " + amount.formatted("10.00")).statusCode(400);
        checkout("{\"pack\": \"x\", " + amount.formatted("10.00")).statusCode(400);
        checkout("{\"quantity\": 2").statusCode(400);
        checkout("{" + amount.formatted("9.99")).statusCode(422).body("errors[0].field", equalTo("amount"));
        checkout("{\"plan\": \"gold\"").statusCode(422).body("detail", containsString("gold"));
        pageOf("{\"id\": \"once\"");
        checkout("{\"id\": \"once\", \"plan\": \"pro\"").statusCode(409);
        for (String url : new String[] {"https://evil.example/", "//evil.example", "javascript:alert(1)"}) {
            Api.asAdministrator()
                    .queryParam("account", account)
                    .body("{\"successUrl\": \"" + url + "\", \"cancelUrl\": \"" + BACK + "\"}")
                    .post("/billing/create-checkout-session")
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo("successUrl"));
            Api.asAdministrator()
                    .queryParam("account", account)
                    .body("{\"returnUrl\": \"" + url + "\"}")
                    .post("/billing/create-portal-session")
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo("returnUrl"));
        }
    }

    @Test
    void aKeyOfAnAccountIsForItsCheckoutsAlone() {
        registered();
        pageOf("{\"id\": \"mine\"");
        String key = Keys.issueOf(account, KeyScope.BILLING, KeyScope.READ);
        Api.with(key).get("/billing/checkout-sessions/mine").then().statusCode(200);
        Api.with(key)
                .body("{\"id\": \"other\"" + PAGES)
                .post("/billing/create-checkout-session")
                .then()
                .statusCode(201)
                .body("account", equalTo(account));
        Api.with(key)
                .queryParam("account", "somebody")
                .get("/billing/checkout-sessions/mine")
                .then()
                .statusCode(403);
        Api.asAdministrator().get("/billing/checkout-sessions/mine").then().statusCode(400);
        Api.asAdministrator()
                .queryParam("account", account)
                .get("/billing/checkout-sessions/none")
                .then()
                .statusCode(404);
    }
}
