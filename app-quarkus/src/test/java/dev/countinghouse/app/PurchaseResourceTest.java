package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.access.KeyScope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bought by the stand-in. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(Prepaid.Service.class)
class PurchaseResourceTest extends PurchaseCalls {

    @Test
    void whatIsBoughtIsThereAtOnceAndOnce() {
        Prepaid.buy(account, "one", "25.00")
                .statusCode(201)
                .body("state", equalTo("succeeded"))
                .body("price.amount", equalTo("25.00"))
                .body("credits.amount", equalTo("25"))
                .body("bonus.amount", equalTo("1.25"))
                .body("failure", nullValue());
        Prepaid.buy(account, "one", "25.00").statusCode(200).body("state", equalTo("succeeded"));
        Prepaid.buy(account, "one", "30.00").statusCode(409);
        has("26.25");
        notices();
        has("26.25");
    }

    @ParameterizedTest
    @CsvSource({
        "card_declined, card_declined",
        "card_insufficient_funds, insufficient_funds",
        "card_expired, expired_card",
        "none, no_payment_method"
    })
    void whatIsDeclinedSaysWhy(String token, String code) {
        payBy(token).statusCode(200);
        Prepaid.buy(account, "one", "10.00")
                .statusCode(201)
                .body("state", equalTo("failed"))
                .body("failure.code", equalTo(code));
        notices();
        has("0");
        payBy("card_ok").statusCode(200).body("label", equalTo("visa 4242"));
        Prepaid.buy(account, "one", "10.00").statusCode(200).body("state", equalTo("failed"));
        Prepaid.buy(account, "two", "10.00").statusCode(201).body("state", equalTo("succeeded"));
        has("10");
    }

    @Test
    void moneyIsGivenBackForCreditsThatAreLeft() {
        Prepaid.buy(account, "one", "20.00").statusCode(201);
        refund("one", "r1", "5.00").statusCode(201).body("state", equalTo("done"));
        refund("one", "r1", "5.00").statusCode(200).body("state", equalTo("done"));
        refund("one", "r1", "6.00").statusCode(409);
        refund("one", "r2", "15.01").statusCode(422).body("errors[0].field", equalTo("amount"));
        has("15");
        play("one", "refund", "{\"amount\": " + MONEY.formatted("2.00") + "}");
        notices();
        read("one").body("refunded.amount", equalTo("7.00")).body("refunds", hasSize(1));
        has("13");
        refund("none", "r", "1.00").statusCode(404);
        refund("one", "-", "1.00").statusCode(400);
        Api.with(Keys.of(account + "-other", KeyScope.ADMIN))
                .body("{\"amount\": " + MONEY.formatted("1.00") + "}")
                .put("/accounts/" + account + "/purchases/one/refunds/r3")
                .then()
                .statusCode(403);
    }

    @Test
    void whatCannotBeBoughtIsNamed() {
        Prepaid.buy(account, "one", "9.99")
                .statusCode(422)
                .body("detail", equalTo("amount is 9.99 USD, it must be at least 10.00 USD"))
                .body("errors[0].field", equalTo("amount"));
        for (Map.Entry<String, Integer> wrong : Map.of(
                        "{}", 400,
                        "{\"amount\": {\"amount\": \"10\", \"currency\": \"EUR\"}}", 422,
                        "{\"amount\": {\"amount\": \"10\", \"currency\": \"dollars\"}}", 400,
                        "{\"amount\": {\"amount\": \"10.001\", \"currency\": \"USD\"}}", 400,
                        "{\"amount\": {\"amount\": \"-10\", \"currency\": \"USD\"}}", 422,
                        "{\"amount\": {}}", 400,
                        "{\"pack\": \"none\"}", 422,
                        "{\"pack\": \"p\", \"amount\": {\"amount\": \"10\", \"currency\": \"USD\"}}", 400)
                .entrySet()) {
            Api.asAdministrator()
                    .body(wrong.getKey())
                    .put("/accounts/" + account + "/purchases/one")
                    .then()
                    .statusCode(wrong.getValue())
                    .contentType("application/problem+json");
        }
        Prepaid.buy("nobody", "one", "10.00").statusCode(404);
        Prepaid.buy(account, "-", "10.00").statusCode(400).body("errors[0].field", equalTo("id"));
        payBy("card_stolen").statusCode(422).body("errors[0].field", equalTo("token"));
        payBy("").statusCode(400);
        Api.asAdministrator().get("/accounts/" + account + "/purchases").then().body("items", hasSize(0));
    }

    @Test
    void theyAreListedTheLastOneFirstInPages() {
        for (String id : List.of("a", "c", "b")) {
            Prepaid.buy(account, id, "10.00").statusCode(201);
        }
        String path = "/accounts/" + account + "/purchases";
        JsonPath first = Api.asAdministrator().get(path + "?limit=2").jsonPath();
        assertThat(first.getList("items.id")).isEqualTo(List.of("b", "c"));
        JsonPath second = Api.asAdministrator()
                .get(path + "?limit=2&cursor=" + first.getString("nextCursor"))
                .jsonPath();
        assertThat(second.getList("items.id")).isEqualTo(List.of("a"));
        assertThat(second.getString("nextCursor")).isNull();
        Api.asAdministrator().get("/accounts/nobody/purchases").then().statusCode(404);
        Api.asAdministrator().get(path + "/none").then().statusCode(404);
    }

    @Test
    void creditsAreBoughtByThemselvesUntilThatFails() {
        String path = "/accounts/" + account + "/top-up";
        String body = "{\"threshold\": " + MONEY.formatted("5.00") + ", \"amount\": " + MONEY.formatted("10.00")
                + ", \"monthlyLimit\": " + MONEY.formatted("20.00") + "}";
        Api.asAdministrator().get(path).then().statusCode(200).body("topUp", nullValue());
        Api.asAdministrator()
                .body(body)
                .put(path)
                .then()
                .statusCode(200)
                .body("topUp.threshold.amount", equalTo("5"))
                .body("stopped", nullValue());
        Prepaid.run("run-top-ups");
        has("10");
        Api.asAdministrator()
                .get("/accounts/" + account + "/purchases")
                .then()
                .body("items.origin", equalTo(List.of("top_up")))
                .body("items.id", equalTo(List.of("top-up/1")));
        Api.asAdministrator()
                .urlEncodingEnabled(false)
                .get("/accounts/" + account + "/purchases/top-up%2F1")
                .then()
                .statusCode(200);

        Api.asAdministrator()
                .body(body.replace("\"10.00\"", "\"9.00\""))
                .put(path)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("amount"));
        Api.asAdministrator()
                .body(body.replace("\"20.00\"", "\"1.00\""))
                .put(path)
                .then()
                .statusCode(400)
                .body("detail", containsString("monthlyLimit"));
        Api.asAdministrator().body("{}").put(path).then().statusCode(400);
        Api.asAdministrator().delete(path).then().statusCode(204);
        Api.asAdministrator().get(path).then().body("topUp", nullValue());
        Api.asAdministrator().get("/accounts/nobody/top-up").then().statusCode(404);
    }

    @Test
    void howCreditsAreSoldIsForEverybodyWhoReads() {
        Api.with(Keys.of(account + "-reader", KeyScope.READ))
                .get("/credit-packs")
                .then()
                .statusCode(200)
                .body("minimum.amount", equalTo("10.00"))
                .body("bonuses.key", equalTo(List.of("pro", "enterprise")))
                .body("bonuses[0].percent", equalTo("5"))
                .body("packs", hasSize(0));
    }
}
