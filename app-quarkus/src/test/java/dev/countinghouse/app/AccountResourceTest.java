package dev.countinghouse.app;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class AccountResourceTest {

    private static final String ACME =
            """
            {"id": "acme", "name": "Acme Inc.", "address": ["1 Road"], "timeZone": "America/New_York", "currency": "USD",
             "taxes": [{"key": "vat", "name": "VAT", "percent": "19"}], "subjects": ["user-1"]}
            """;

    @Test
    void anAccountIsOpenedOnceAndReadBack() {
        for (int i = 0; i < 2; i++) {
            Api.asAdministrator()
                    .body(ACME)
                    .post("/accounts")
                    .then()
                    .statusCode(201)
                    .body("name", is("Acme Inc."));
        }
        Api.asAdministrator()
                .body("{\"subject\": \"user-2\"}")
                .post("/accounts/acme/subjects")
                .then()
                .statusCode(200)
                .body("subjects", contains("user-1", "user-2"));
        Api.asAdministrator()
                .get("/accounts/acme")
                .then()
                .statusCode(200)
                .body("taxes[0].percent", equalTo("19"))
                .body("timeZone", is("America/New_York"));
    }

    @Test
    void whatIsWrongIsNamed() {
        Api.asAdministrator()
                .body("{\"id\": \"x\", \"name\": \"\", \"timeZone\": \"UTC\", \"currency\": \"USD\"}")
                .post("/accounts")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", is("name"));
        Api.asAdministrator()
                .body("{\"id\": \"x\", \"colour\": 1}")
                .post("/accounts")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("colour"))
                .body("errors[0].message", containsString("currency"));
        Api.asAdministrator()
                .body("{\"id\": 4711, \"name\": \"x\", \"timeZone\": \"UTC\", \"currency\": \"USD\"}")
                .post("/accounts")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("id"));
        Api.asAdministrator()
                .body("{\"id\": ")
                .post("/accounts")
                .then()
                .statusCode(400)
                .body("detail", containsString("line 1"));
        Api.asAdministrator().get("/accounts/nobody").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void nothingIsOpenWithoutAKey() {
        Api.anonymous().get("/accounts").then().statusCode(401).contentType("application/problem+json");
        Api.with("wrong").get("/accounts").then().statusCode(401);
    }

    @Test
    void theShopOpens() {
        Shop.open();
        Shop.open();
    }
}
