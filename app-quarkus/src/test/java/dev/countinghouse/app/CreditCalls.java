package dev.countinghouse.app;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.countinghouse.billing.domain.access.KeyScope;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;

/** Calls about the credits of an account of its own for each test. */
abstract class CreditCalls {

    static final String PROBLEM = "urn:countinghouse:problem:";

    static final String GIFT = "{\"pool\": \"promotional\", \"amount\": \"10\", \"unit\": \"USD\"}";

    static final String HOLD = "{\"amount\": \"%s\", \"unit\": \"USD\", \"lasts\": \"PT10M\"}";

    static int accounts;

    String account = "";

    String reader = "";

    String writer = "";

    @BeforeEach
    void openAccount() {
        account = "credits-" + ++accounts;
        reader = Keys.of(account, KeyScope.BILLING);
        writer = Keys.of(account, KeyScope.WRITE);
    }

    ValidatableResponse correct(String command, String amount) {
        return admin().body("{\"command\": \"" + command + "\", \"amount\": \"" + amount + "\"}")
                .post(path("/grants/g1/corrections"))
                .then();
    }

    ValidatableResponse line(String amount) {
        return admin().body("{\"amount\": \"" + amount + "\", \"unit\": \"USD\"}")
                .put(path("/line"))
                .then();
    }

    ValidatableResponse steps(String steps) {
        return Api.with(writer)
                .body("{\"steps\": [" + steps + "]}")
                .post(path("/holds"))
                .then();
    }

    void wrongStep(String steps, String field) {
        steps(steps).statusCode(400).body("errors[0].field", is(field));
    }

    ValidatableResponse spend(String command, String about, String amount) {
        return Api.with(writer)
                .body("{\"command\": \"" + command + "\", \"about\": \"" + about + "\", \"amount\": \"" + amount
                        + "\", \"unit\": \"USD\"}")
                .post(path("/spend"))
                .then();
    }

    void wrongGrant(String terms, String field, String reason) {
        grant("g1", "{" + terms + "}")
                .statusCode(400)
                .body("errors[0].field", is(field))
                .body("detail", containsString(reason));
    }

    void wrongHold(String terms, String field) {
        Api.with(writer)
                .body("{" + terms + "}")
                .put(path("/holds/h1"))
                .then()
                .statusCode(400)
                .body("errors[0].field", is(field));
    }

    /** A grant and nine holds. */
    void tenEntries() {
        grant("g1", GIFT).statusCode(201);
        for (int i = 1; i <= 9; i++) {
            hold("h" + i, "0.5").statusCode(200);
        }
    }

    String path(String rest) {
        return "/accounts/" + account + "/credits" + rest;
    }

    static RequestSpecification admin() {
        return Api.asAdministrator();
    }

    ValidatableResponse get(String rest) {
        return Api.with(reader).get(path(rest)).then();
    }

    ValidatableResponse grant(String id, String terms) {
        return admin().body(terms).put(path("/grants/" + id)).then();
    }

    ValidatableResponse hold(String id, String amount) {
        return Api.with(writer)
                .body(HOLD.formatted(amount))
                .put(path("/holds/" + id))
                .then();
    }

    ValidatableResponse step(String hold, String step, String body) {
        RequestSpecification call = Api.with(writer);
        return (body.isEmpty() ? call : call.body(body))
                .post(path("/holds/" + hold + "/" + step))
                .then();
    }
}
