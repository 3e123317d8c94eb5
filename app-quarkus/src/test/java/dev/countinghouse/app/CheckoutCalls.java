package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** Calls about checkouts of an account of its own for each test, and what a browser does. */
abstract class CheckoutCalls {

    private static final AtomicInteger ACCOUNTS = new AtomicInteger();
    static final String DONE = "http://localhost:3000/done";
    static final String BACK = "http://localhost:3000/back";
    static final String PAGES = ", \"successUrl\": \"" + DONE + "\", \"cancelUrl\": \"" + BACK + "\"}";

    String account = "";

    @BeforeEach
    void open() {
        Prepaid.open();
        account = "checkout-" + ACCOUNTS.incrementAndGet();
    }

    String accountBody(String name) {
        return "{\"id\": \"" + account + "\", \"name\": \"" + name + "\", \"address\": [\"1 Main Street\"],"
                + " \"email\": \"bills@acme.example\", \"timeZone\": \"UTC\", \"currency\": \"USD\"}";
    }

    ValidatableResponse register(String name, String plan) {
        return Api.asAdministrator()
                .body("{\"account\": " + accountBody(name) + plan + "}")
                .post("/registrations")
                .then();
    }

    void registered() {
        register("Acme Inc.", ", \"plan\": \"free\"").statusCode(201);
        Prepaid.pass(Duration.ofSeconds(1));
    }

    ValidatableResponse checkout(String body) {
        return Api.asAdministrator()
                .queryParam("account", account)
                .body(body + PAGES)
                .post("/billing/create-checkout-session")
                .then();
    }

    String pageOf(String body) {
        return checkout(body).statusCode(201).extract().path("url");
    }

    ValidatableResponse session(String id) {
        return Api.asAdministrator()
                .queryParam("account", account)
                .get("/billing/checkout-sessions/" + id)
                .then()
                .statusCode(200);
    }

    /** As a browser sends a form, without a key. */
    static ValidatableResponse browse(String page, String action, Map<String, String> form) {
        RequestSpecification request = RestAssured.given()
                .redirects()
                .follow(false)
                .contentType(ContentType.URLENC)
                .formParams(form);
        return request.post(URI.create(page).getPath() + action).then();
    }

    static void notices() {
        PurchaseCalls.notices();
    }

    String plan() {
        return Api.asAdministrator()
                .queryParam("account", account)
                .get("/billing/subscription")
                .path("plan");
    }

    /** The plan brings 5. */
    void has(String credits) {
        assertThat(Prepaid.available(account)).isEqualByComparingTo(credits);
    }
}
